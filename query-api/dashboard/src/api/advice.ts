import { errorOf, type RequestError } from "./request";

/** What to tell a person about a failure: what happened, and what they can do. */
export interface Advice {
  readonly title: string;
  readonly action: string;
}

export function adviceOn(error: RequestError): Advice {
  switch (error.code) {
    case "NETWORK":
      return { title: "The API cannot be reached.", action: "It is asked again by itself. Check that Splitstream is running and that this machine reaches it." };
    case "TIMEOUT":
      return { title: "The API takes too long to answer.", action: "It is asked again by itself; if this lasts, look at the API's log." };
    case "UNREADABLE":
      return { title: error.message, action: "This page may be older than the API: reload it. If that does not help, look at the API's log." };
    default:
      return adviceOnStatus(error);
  }
}

function adviceOnStatus(error: RequestError): Advice {
  switch (error.status) {
    case 401:
      return { title: "The token was not accepted.", action: "It may have expired, or belong to another installation. Sign in with a fresh one." };
    case 403:
      return { title: "This role may not see that.", action: "It is for crew or admins; sign in with such a token." };
    case 404:
      return { title: "There is no such thing here.", action: "It may be in another workspace, or archived. Go back to the list." };
    case 429:
      return { title: "Too many requests for now.", action: "The page waits as long as the API asks, then goes on by itself." };
    case 503:
      return { title: "The API is not ready.", action: "It is starting or waiting for its stores; the page asks again by itself." };
    default:
      return { title: error.message, action: error.status >= 500 ? "The page asks again by itself; the API's log says more." : "Reload the page; if it stays, report the code below." };
  }
}

/** What went wrong with something that somebody wanted done, in a sentence or two. */
export function sentenceOn(failure: unknown): string {
  const error = errorOf(failure);
  if (error.status >= 400 && error.status < 500 && error.status !== 401 && error.status !== 429) {
    return error.message;
  }
  const advice = adviceOn(error);
  return `${advice.title} ${advice.action}`;
}
