"""Whether the services keep the promises of their OpenAPI documents, checked on recorded exchanges."""
