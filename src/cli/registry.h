// The commands of the program. Each lives in its own file src/cli/cmd_NAME.cpp and defines
//     void add_NAME(CLI::App& app);
// which adds its subcommand, flags and callback. The build gathers them by file name.
#pragma once

#include <CLI/CLI.hpp>

namespace koers::cli {

// Exit codes, the same for every command.
enum class Exit {
  ok = 0,
  fault = 1,  // the input is bad: a message on stderr names file, line and remedy; nothing was written
  usage = 2,  // the command was called in a wrong way
};

// Adds every command to `app`. The body is generated.
void add_commands(CLI::App& app);

// Ends the running command with this code; call it as the last act of a callback.
inline void finish(Exit code) {
  if (code != Exit::ok) throw CLI::RuntimeError(static_cast<int>(code));
}

}  // namespace koers::cli
