// Why something is not published, in plain words for whoever publishes by the command. The screens have their own texts.
import type { PublishingCode } from '#src/domain/forms/publishing.ts';

export const publishingReasons: Readonly<Record<PublishingCode, string>> = {
  'text-missing': 'says nothing: it needs a text in both languages',
  'name-invalid': 'is no name: a small letter first, then letters and digits, 60 at most',
  repeated: 'occurs twice',
  'class-unknown': 'is no class of this file',
  'type-field': 'names no document-type field of this form that is asked whenever this one is',
  'options-missing': 'has no options',
  'value-missing': 'is empty',
  'value-space': 'holds a space, by which the codes of a value are parted',
  'values-too-long': 'is too long: the codes of all options must fit into one value',
  'range-empty': 'allows nothing: the lower limit lies above the upper one',
  'condition-empty': 'has no rules; leave it out',
  'condition-field': 'names no earlier field of this form',
  'condition-values': 'compares with nothing the field can hold',
  'condition-supplementary': 'makes a core field depend on one the subject may decline (R2.6)',
  'fields-missing': 'has no fields',
  'images-too-many': 'is one image field more than a registration keeps',
  'checks-missing': 'has no points for the review (R2.4)',
  'core-kind-missing': 'does not ask everybody for name, document number and contact (R2.1)',
  'topic-missing': 'lacks a topic a notice must state (R2.5)',
  'form-unknown': 'is no form of this file',
  'notice-unknown': 'is no notice of this file',
  'id-taken': 'is the id of another one',
  'id-invalid': 'is no id: small letters, digits and hyphens, 60 at most',
  shape: 'does not have the shape of the configuration',
};
