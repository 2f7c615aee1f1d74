// Places of an item in words: `fields.3.purpose.en` becomes "Phone › Purpose › English".
import type { TFunction } from 'i18next';
import { zhCn } from '#renderer/i18n/zh-cn.ts';
import type { LocalText } from '#src/base/language.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';
import type { PublishingProblem } from '#src/domain/forms/publishing.ts';

type Member = keyof typeof zhCn.design.members;

function isMember(word: string): word is Member {
  return Object.hasOwn(zhCn.design.members, word);
}

interface Words {
  readonly t: TFunction;
  readonly local: (text: LocalText) => string;
}

function fieldName(item: DesignItem, index: number, { t, local }: Words): string {
  const field = item.kind === 'form' ? item.content.fields[index] : undefined;
  return field === undefined ? String(index + 1) : local(field.label) || field.name || t('design.nameless');
}

function sectionName(item: DesignItem, index: number, { t }: Words): string {
  const section = item.kind === 'notice' ? item.content.sections[index] : undefined;
  return section === undefined ? String(index + 1) : t(`notice.topics.${section.topic}`);
}

/** A place of a problem, told from the outside in. */
export function placeText(item: DesignItem, path: string, words: Words): string {
  const [first, second, ...rest] = path.split('.');
  const inner = rest.map((word) =>
    isMember(word) ? words.t(`design.members.${word}`) : /^\d+$/u.test(word) ? String(Number(word) + 1) : word,
  );
  const index = Number(second);
  if (first === 'fields' && second !== undefined) return [fieldName(item, index, words), ...inner].join(' › ');
  if (first === 'sections' && second !== undefined) return [sectionName(item, index, words), ...inner].join(' › ');
  return memberText(words.t, path.split('.'));
}

/** Names of members in words; names that people gave stay as they are. */
export function memberText(t: TFunction, path: readonly string[]): string {
  return path
    .filter((word) => word !== 'fields' || path.length === 1)
    .map((word) => (isMember(word) ? t(`design.members.${word}`) : /^\d+$/u.test(word) ? String(Number(word) + 1) : word))
    .filter((word) => word !== '')
    .join(' › ');
}

export function problemText(t: TFunction, { code, params }: PublishingProblem): string {
  const { kind, topic } = params;
  const kindNames: Readonly<Record<string, string>> = zhCn.design.kinds;
  const topicNames: Readonly<Record<string, string>> = zhCn.notice.topics;
  return t(`design.problems.${code}`, {
    kind: typeof kind === 'string' && kind in kindNames ? t(`design.kinds.${kind as keyof typeof zhCn.design.kinds}`) : '',
    topic: typeof topic === 'string' && topic in topicNames ? t(`notice.topics.${topic as keyof typeof zhCn.notice.topics}`) : '',
  });
}
