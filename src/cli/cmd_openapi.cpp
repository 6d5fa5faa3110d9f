// koers openapi: the description of the API, as the server gives it.
#include <cstdio>

#include "cli/registry.h"
#include "http/api.h"

namespace koers::cli {

void add_openapi(CLI::App& app) {
  app.add_subcommand("openapi", "Print the description of the API (OpenAPI, JSON)")->callback([] {
    const std::string text = http::openapi();
    std::fwrite(text.data(), 1, text.size(), stdout);
  });
}

}  // namespace koers::cli
