// Shows the OpenAPI description. A file of its own, because the content security policy allows no inline script.
const place = document.getElementById("description");
SwaggerUIBundle({
  url: place.dataset.address,
  domNode: place,
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  // The validator of its makers would be asked about every description.
  validatorUrl: null,
});
