import type { ComponentChildren } from "preact";
import type { Verdict } from "../verdict";

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A shape of its own for each verdict: none is told by colour alone. */
export function VerdictIcon({ verdict }: { verdict: Verdict }) {
  switch (verdict) {
    case "LAUNCH":
      return <Icon><path d="M8 13.5V3M3.5 7 8 2.5 12.5 7" /></Icon>;
    case "CONTINUE":
      return <Icon><path d="M2.5 8h10M9 4l4 4-4 4" /></Icon>;
    case "STOP":
      return <Icon><rect x="3" y="3" width="10" height="10" rx="1.5" /></Icon>;
    case "INVESTIGATE":
      return <Icon><path d="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1" /></Icon>;
  }
}

export function PauseIcon() {
  return <Icon><path d="M5.5 3.5v9M10.5 3.5v9" /></Icon>;
}

export function PlayIcon() {
  return <Icon><path d="M5 3v10l8-5z" /></Icon>;
}

export function OkIcon() {
  return <Icon><path d="m3 8.5 3.2 3.2L13 4.8" /></Icon>;
}

export function WarnIcon() {
  return <Icon><path d="M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1" /></Icon>;
}

export function WaitIcon() {
  return <Icon><circle cx="8" cy="8" r="5.5" /><path d="M8 5v3.2l2 1.3" /></Icon>;
}

export function StatusIcon({ status }: { status: string }) {
  switch (status) {
    case "running":
      return <PlayIcon />;
    case "paused":
      return <PauseIcon />;
    case "completed":
      return <OkIcon />;
    default:
      return <Icon><circle cx="8" cy="8" r="5" stroke-dasharray="2.4 2.4" /></Icon>;
  }
}

export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="28" height="28" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" aria-hidden="true">
      <path d="M3 16h9c5 0 5-8 10-8h7" />
      <path d="M12 16c5 0 5 8 10 8h7" class="mark-second" />
    </svg>
  );
}
