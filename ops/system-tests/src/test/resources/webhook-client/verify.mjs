// Verifies one message, in the file that is named, {secret, headers, body}, by the published library.
import { createHmac } from 'node:crypto';
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
const hex = createHmac('sha256', secret).update(body).digest('hex');
const own = headers['x-abtestbot-signature'] === `sha256=${hex}` ? 'own signature' : 'another signature';
console.log(`${message.type} ${refused}, ${own}`);
