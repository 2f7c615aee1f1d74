// Taking a picture: a frame to hold the document in, the shutter on Space or Enter, a look before it is used.
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { encodePixels } from '#renderer/pictures/encode-image.ts';
import { Picture } from '#renderer/pictures/picture.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { type CameraAccess, useCamera } from './use-camera.ts';

interface CameraDialogProps {
  readonly title: string;
  readonly what: 'document-scan' | 'portrait' | 'other';
  readonly access: CameraAccess;
  readonly onTaken: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly onClose: () => void;
}

const countdownSeconds = 3;

/** Counts down and then acts; null while nothing is counted. */
function useCountdown(act: () => void) {
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (left === null) return;
    const timer = setTimeout(() => {
      if (left > 1) setLeft(left - 1);
      else {
        setLeft(null);
        latest.current();
      }
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return { left, begin: () => setLeft(countdownSeconds), stop: () => setLeft(null) };
}

export function CameraDialog({ title, what, access, onTaken, onClose }: CameraDialogProps) {
  const { t } = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(video, access);
  const [taken, setTaken] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const isLive = camera.state === 'live';

  const take = async () => {
    const { current } = video;
    if (current === null || !isLive) return;
    const encoded = await encodePixels(current, { width: current.videoWidth, height: current.videoHeight });
    if (encoded.ok) setTaken(encoded.value);
  };
  const countdown = useCountdown(() => void take());
  const focused = taken !== null ? 'camera-use' : isLive ? 'camera-shutter' : 'camera-cancel';
  useEffect(() => focusId(focused), [focused]);

  const live = (
    <>
      <Button id="camera-timer" disabled={!isLive} onClick={countdown.left === null ? countdown.begin : countdown.stop}>
        {countdown.left === null ? t('attachments.timer', { seconds: countdownSeconds }) : t('attachments.stopTimer')}
      </Button>
      <Button
        id="camera-shutter"
        look="primary"
        keyName={t('attachments.shutterKey')}
        disabled={!isLive || countdown.left !== null}
        onClick={() => void take()}
      >
        {t('attachments.shutter')}
      </Button>
    </>
  );
  const still = (
    <>
      <Button id="camera-again" onClick={() => setTaken(null)}>
        {t('attachments.again')}
      </Button>
      <Button id="camera-use" look="primary" keyName="Enter" onClick={() => (taken === null ? undefined : onTaken(taken))}>
        {t('attachments.use')}
      </Button>
    </>
  );
  const actions = (
    <>
      <Button id="camera-cancel" look="quiet" keyName="Esc" onClick={onClose}>
        {t('attachments.cancel')}
      </Button>
      {taken === null ? live : still}
    </>
  );
  return (
    <Dialog title={title} onCancel={onClose} actions={actions}>
      <div className="camera" data-camera={camera.state} data-what={what}>
        {camera.devices.length > 1 ? (
          <select
            id="camera-device"
            className="input"
            aria-label={t('attachments.device')}
            value={camera.deviceId}
            onChange={(event) => camera.choose(event.currentTarget.value)}
          >
            <option value="">{t('attachments.anyDevice')}</option>
            {camera.devices.map(({ deviceId, label }) => (
              <option key={deviceId} value={deviceId}>
                {label}
              </option>
            ))}
          </select>
        ) : null}
        <div className="camera-view">
          <video ref={video} muted playsInline hidden={taken !== null} aria-label={t('attachments.live')} />
          {taken === null ? null : <Picture bytes={taken} label={t('attachments.taken')} className="camera-still" />}
          {taken === null && isLive ? <div className="camera-frame" aria-hidden="true" /> : null}
          {countdown.left === null ? null : (
            <output className="camera-count" aria-live="assertive">
              {countdown.left}
            </output>
          )}
          {camera.state === 'live' ? null : (
            <p className="camera-state" role="status">
              {t(`attachments.camera.${camera.state}`)}
            </p>
          )}
        </div>
        <p className="field-mark">{taken === null ? t(`attachments.frame.${what}`) : t(`attachments.look.${what}`)}</p>
      </div>
    </Dialog>
  );
}
