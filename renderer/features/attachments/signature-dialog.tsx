// Where the subject signs by hand: full width, paper white, turned to the subject. Handwriting has no keyboard way, and the clerk is told
// so; where the organisation leaves it open, not signing is recorded with its reason.
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { encodePng } from '#renderer/pictures/encode-image.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { SignatureRefusal, SignatureWanted } from '#src/domain/attachments/schema.ts';
import { drawStroke, type InkPoint, inkBox, isSignature, type Stroke } from './ink.ts';
import './attachments.css';

interface SignatureDialogProps {
  readonly title: string;
  /** What is signed, in one sentence. */
  readonly what: string;
  readonly need: SignatureWanted['need'];
  readonly isBusy: boolean;
  readonly onSigned: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onDeclined: (reason: SignatureRefusal) => void;
  readonly onClose: () => void;
}

/** The ink alone, cut to what was written, twice as fine as the screen. */
async function pictureOf(strokes: readonly Stroke[]): Promise<Uint8Array<ArrayBuffer>> {
  const box = inkBox(strokes);
  const canvas = document.createElement('canvas');
  const scale = box === null ? 1 : Math.min(2, 2_000 / Math.max(box.width, box.height));
  canvas.width = Math.max(48, Math.floor((box?.width ?? 0) * scale));
  canvas.height = Math.max(48, Math.floor((box?.height ?? 0) * scale));
  const pen = canvas.getContext('2d');
  if (pen !== null && box !== null) {
    pen.scale(scale, scale);
    pen.translate(-box.left, -box.top);
    for (const stroke of strokes) drawStroke(pen, stroke);
  }
  return encodePng(canvas);
}

function SignaturePad({
  strokes,
  onStrokes,
}: {
  readonly strokes: readonly Stroke[];
  readonly onStrokes: (all: readonly Stroke[]) => void;
}) {
  const { t } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const writing = useRef<InkPoint[] | null>(null);

  const redraw = () => {
    const target = canvas.current;
    const pen = target?.getContext('2d');
    if (target === null || pen == null) return;
    target.width = target.clientWidth * devicePixelRatio;
    target.height = target.clientHeight * devicePixelRatio;
    pen.scale(devicePixelRatio, devicePixelRatio);
    for (const stroke of strokes) drawStroke(pen, stroke);
  };
  useEffect(redraw);

  const pointAt = (event: { clientX: number; clientY: number; pressure: number; pointerType: string }): InkPoint => {
    const box = canvas.current?.getBoundingClientRect();
    const pressure = event.pointerType === 'mouse' ? 0.5 : event.pressure;
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0), pressure };
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.isPrimary) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    writing.current = [pointAt(event)];
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (writing.current === null || !event.isPrimary) return;
    const coalesced = event.nativeEvent.getCoalescedEvents();
    for (const one of coalesced.length === 0 ? [event.nativeEvent] : coalesced) writing.current.push(pointAt(one));
    const pen = canvas.current?.getContext('2d');
    if (pen != null) drawStroke(pen, writing.current.slice(-4));
  };
  const end = () => {
    if (writing.current === null) return;
    const stroke = writing.current;
    writing.current = null;
    onStrokes([...strokes, stroke]);
  };
  return (
    <canvas
      ref={canvas}
      id="signature-pad"
      className="signature-pad"
      role="img"
      // The focus is nowhere else: Enter held too long must not answer for the subject.
      data-first=""
      tabIndex={-1}
      aria-label={t('attachments.pad')}
      onPointerDown={begin}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

export function SignatureDialog({ title, what, need, isBusy, onSigned, onDeclined, onClose }: SignatureDialogProps) {
  const { t } = useTexts();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const isEmpty = strokes.length === 0;
  const actions = (
    <>
      <Button id="signature-cancel" look="quiet" keyName="Esc" disabled={isBusy} onClick={onClose}>
        {t('attachments.cancel')}
      </Button>
      <Button id="signature-undo" disabled={isEmpty || isBusy} onClick={() => setStrokes(strokes.slice(0, -1))}>
        {t('attachments.undoStroke')}
      </Button>
      <Button id="signature-clear" disabled={isEmpty || isBusy} onClick={() => setStrokes([])}>
        {t('attachments.clear')}
      </Button>
      <Button
        id="signature-done"
        look="primary"
        disabled={!isSignature(strokes) || isBusy}
        onClick={() => void pictureOf(strokes).then(onSigned)}
      >
        {t('attachments.signed')}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onCancel={onClose} actions={actions}>
      <div className="signature">
        <p>{what}</p>
        <SignaturePad strokes={strokes} onStrokes={setStrokes} />
        <p className="field-mark">{t('attachments.byHand')}</p>
        {need === 'optional' ? (
          <div className="signature-declining">
            <span>{t('attachments.notSigning')}</span>
            {(['declined', 'not-possible'] as const).map((reason) => (
              <Button key={reason} id={`signature-${reason}`} disabled={isBusy} onClick={() => onDeclined(reason)}>
                {t(`attachments.reasons.${reason}`)}
              </Button>
            ))}
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
