"""The description of the site for programs, OpenAPI 3.1, made of the declarations that the site uses."""
