// Stands between the browsers and the edge, passes everything on, and remembers what became of whose events: a browser
// does not always tell of the answer to a beacon, and one that is closed too soon takes it along.
import { Agent, createServer, request as ask } from "node:http";

export class Collector {
  /** Events that the edge acknowledged, by visitor. */
  acknowledged = new Map();
  refused = [];

  static async before(edge) {
    const collector = new Collector();
    const agent = new Agent({ keepAlive: true });
    collector.server = createServer((request, response) => collector.pass(request, response, edge, agent));
    await new Promise((opened) => collector.server.listen(0, "127.0.0.1", opened));
    collector.url = `http://127.0.0.1:${collector.server.address().port}`;
    return collector;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  of(visitor) {
    return this.acknowledged.get(visitor) ?? 0;
  }

  pass(request, response, edge, agent) {
    const body = [];
    const { method, headers } = request;
    const onward = ask(edge + request.url, { method, headers, agent }, (answer) => {
      this.note(request.url, Buffer.concat(body), answer.statusCode);
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", (failure) => {
      this.refused.push(`${request.url}: ${failure.message}`);
      response.destroy();
    });
    request.on("data", (piece) => body.push(piece)).pipe(onward);
  }

  note(url, body, status) {
    if (!url.startsWith("/collect")) {
      return;
    }
    if (status !== 202) {
      this.refused.push(`${status} for ${body}`);
      return;
    }
    for (const { user_id } of JSON.parse(body)) {
      this.acknowledged.set(user_id, this.of(user_id) + 1);
    }
  }
}
