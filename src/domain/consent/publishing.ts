// What must hold before a notice may be published (R2.5). The same rules for the designer, the program and the server.
import { type NoticeDefinition, noticeTopics, requiredTopics } from '#src/domain/consent/schema.ts';
import {
  type PublishingProblem,
  problem,
  repeatedProblems,
  signatureProblems,
  textProblems,
} from '#src/domain/forms/publishing.ts';

/** Everything that keeps a notice from being published; empty when it may be. */
export function noticeProblems(
  notice: Pick<NoticeDefinition, 'title' | 'sections' | 'signature'>,
  classes: readonly string[],
): PublishingProblem[] {
  const topics = notice.sections.map((section) => section.topic);
  return [
    ...textProblems(notice.title, 'title'),
    ...noticeTopics
      .filter((topic) => requiredTopics.some((required) => required === topic) && !topics.includes(topic))
      .map((topic) => problem('sections', 'topic-missing', { topic })),
    ...repeatedProblems(topics, (index) => `sections.${index}`),
    ...notice.sections.flatMap((section, index) => [
      ...textProblems(section.heading, `sections.${index}.heading`),
      ...textProblems(section.body, `sections.${index}.body`),
    ]),
    ...signatureProblems(notice.signature, classes),
  ];
}
