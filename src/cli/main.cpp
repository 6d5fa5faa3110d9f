#include <cstdio>
#include <exception>
#include <iostream>

#include "cli/registry.h"
#include "cli/speak.h"

namespace {

/// `--svg ""` is a slip, usually of an unset variable in a script, and never what somebody wants.
void refuse_empty_values(CLI::App& app) {
  const auto not_empty = [](const std::string& value) {
    return value.empty() ? std::string("no value given") : std::string();
  };
  for (CLI::Option* option : app.get_options()) {
    if (option->get_type_size() != 0) option->check(not_empty, "", "not empty");
  }
  for (CLI::App* command : app.get_subcommands({})) refuse_empty_values(*command);
}

}  // namespace

int main(int argc, char** argv) {
  using koers::cli::Exit;

  CLI::App app{"Keeps a family's treatment on course, and shows from the same record whether the method works."};
  app.name("koers");
  app.set_version_flag("--version", "koers " KOERS_VERSION);
  app.require_subcommand(1);
  koers::cli::add_commands(app);
  refuse_empty_values(app);

  try {
    app.parse(argc, argv);
  } catch (const CLI::RuntimeError& end) {
    return end.get_exit_code();
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& wrong) {
    app.exit(wrong);
    return static_cast<int>(Exit::usage);
  } catch (const std::exception& broken) {
    std::cerr << "koers: " << broken.what() << '\n';
    return static_cast<int>(Exit::fault);
  }
  if (!std::cout.flush() || std::fflush(stdout) != 0 ||
      std::ferror(stdout) != 0) {  // a full disk, for instance: half an answer is none
    const auto& say = koers::cli::messages(koers::cli::language_of_environment());
    std::cerr << say.text(koers::error("file.cannot_write", {}, {"stdout", 0, 0, {}}));
    return static_cast<int>(Exit::fault);
  }
  return static_cast<int>(Exit::ok);
}
