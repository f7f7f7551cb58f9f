// The API and ClickHouse, asked beside the page.

export class Api {
  constructor(base, token) {
    this.base = base;
    this.token = token;
  }

  async ask(path, body, method = body === undefined ? "GET" : "POST") {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async data(path, body, method) {
    const { status, body: answer } = await this.ask(path, body, method);
    if (status >= 300) {
      throw new Error(`${path} answered ${status} ${JSON.stringify(answer)}`);
    }
    return answer.data;
  }

  /** Posts events in batches, until all are accepted: 503 says that nothing was taken, and to come again. */
  async track(events) {
    for (let from = 0; from < events.length; from += 100) {
      const batch = { events: events.slice(from, from + 100) };
      await until("events are accepted", () => this.ask("/api/experiments/events/batch", batch), ({ status }) => status === 202);
    }
  }
}

export class ClickHouse {
  constructor(url, user, password) {
    this.url = url;
    this.headers = { "X-ClickHouse-User": user, "X-ClickHouse-Key": password };
  }

  async rows(sql) {
    const response = await fetch(`${this.url}/`, { method: "POST", headers: this.headers, body: `${sql}\nFORMAT JSONEachRow` });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${sql}\n${text}`);
    }
    return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  }
}

/** Asks until something holds; the last answer. */
export async function until(what, ask, holds, patienceMs = 60_000) {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${patienceMs / 1000} s; last: ${JSON.stringify(answer)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
