/* One entry for each document that is served at /openapi. */
const documents = [
  { name: 'sommos', url: '/openapi/sommos.yaml' },
  { name: 'studies', url: '/openapi/studies.yaml' },
  { name: 'abtestbot', url: '/openapi/abtestbot.yaml' },
  { name: 'flows', url: '/openapi/flows.yaml' },
];

SwaggerUIBundle({
  urls: documents,
  dom_id: '#documents',
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  // It would send the document to a service elsewhere.
  validatorUrl: null,
});
