// The built program, called from outside as a user calls it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace koers::system_test {

struct Answer {
  int exit = -1;  ///< -1: it did not end by itself (a crash, a sanitizer's abort)
  std::string out;
  std::string err;
};

/// A path for a test's own file: two runs of the tests at once do not meet.
inline std::filesystem::path scratch(const std::string& name) {
  return std::filesystem::temp_directory_path() / ("koers-" + std::to_string(getpid()) + "-" + name);
}

/// Runs `koers ARGUMENTS` (a line for the shell) from the source directory.
inline Answer koers(const std::string& arguments) {
  namespace fs = std::filesystem;
  const fs::path dir = fs::temp_directory_path() / ("koers-" + std::to_string(getpid()));
  fs::create_directories(dir);
  const fs::path out = dir / "out", err = dir / "err";
  const std::string line =
      std::string(KOERS_PROGRAM) + " " + arguments + " >" + out.string() + " 2>" + err.string() + " </dev/null";
  const int status = std::system(line.c_str());
  const auto read = [](const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  Answer answer{WIFEXITED(status) ? WEXITSTATUS(status) : -1, read(out), read(err)};
  if (answer.err.find("AddressSanitizer") != std::string::npos ||
      answer.err.find("runtime error:") != std::string::npos) {
    answer.exit = -1;
  }
  fs::remove_all(dir);
  return answer;
}

}  // namespace koers::system_test
