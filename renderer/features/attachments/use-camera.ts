// The camera while a dialog shows it, and not a moment longer.
import { type RefObject, useEffect, useRef, useState } from 'react';

export type CameraState = 'opening' | 'live' | 'absent' | 'refused' | 'preview';

/** The program's leave to ask for the camera: nothing answers without it. */
export interface CameraAccess {
  /** `preview`: nobody is at the counter, so no camera is opened at all. */
  open(): Promise<'given' | 'refused' | 'preview'>;
  close(): void;
}

export interface Camera {
  readonly state: CameraState;
  readonly devices: readonly MediaDeviceInfo[];
  readonly deviceId: string;
  choose(deviceId: string): void;
}

function constraintsOf(deviceId: string): MediaStreamConstraints {
  const size = { width: { ideal: 1_920 }, height: { ideal: 1_080 } };
  return { audio: false, video: deviceId === '' ? size : { ...size, deviceId: { exact: deviceId } } };
}

function reasonOf(error: unknown): CameraState {
  return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'absent';
}

export function useCamera(video: RefObject<HTMLVideoElement | null>, access: CameraAccess): Camera {
  const [isAllowed, setAllowed] = useState(false);
  const asked = useRef(access);
  const [state, setState] = useState<CameraState>('opening');
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  const [deviceId, choose] = useState('');
  useEffect(() => {
    let isGone = false;
    const { current } = asked;
    void current.open().then((leave) => {
      if (isGone) return;
      setAllowed(leave === 'given');
      if (leave !== 'given') setState(leave);
    });
    return () => {
      isGone = true;
      current.close();
    };
  }, []);
  useEffect(() => {
    if (!isAllowed) return;
    let stream: MediaStream | null = null;
    let isGone = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const open = async () => {
      setState('opening');
      stream = await navigator.mediaDevices.getUserMedia(constraintsOf(deviceId));
      const found = isGone ? [] : await navigator.mediaDevices.enumerateDevices();
      if (isGone || video.current === null) {
        stop();
        return;
      }
      setDevices(found.filter(({ kind }) => kind === 'videoinput'));
      // Unplugged: the last picture would stay and look alive.
      const lose = () => {
        if (!isGone) setState('absent');
      };
      for (const track of stream.getTracks()) track.addEventListener('ended', lose);
      video.current.srcObject = stream;
      await video.current.play();
      setState('live');
    };
    open().catch((error: unknown) => {
      stop();
      if (!isGone) setState(reasonOf(error));
    });
    return () => {
      isGone = true;
      stop();
    };
  }, [isAllowed, deviceId, video]);
  return { state, devices, deviceId, choose };
}
