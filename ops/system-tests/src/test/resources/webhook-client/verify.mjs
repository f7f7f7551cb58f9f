// Verifies one message, in the file that is named, {secret, headers, body}, by the published library.
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const { secret, headers, body } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const message = new Webhook(secret).verify(body, headers);
let refused = 'accepted';
try {
  new Webhook(secret).verify(`${body} `, headers);
} catch (error) {
  refused = 'refused';
}
console.log(`${message.type} ${refused}`);
