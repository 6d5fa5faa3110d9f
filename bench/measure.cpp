// measure [-n RUNS] COMMAND...: runs the commands in turn (a b a b …), so that a busy moment hits all of them, and
// prints per command the median, fastest and slowest wall time, the median time of the processors (user and system, all
// threads: what other programs on the machine disturb least) and the peak memory. Each command is a line for the
// shell; its output is thrown away. Exit code 1 as soon as a command fails. One untimed round comes first: files are
// then in the page cache.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

struct Run {
  double milliseconds = 0;
  double cpu_milliseconds = 0;
  long peak_kilobytes = 0;
};

std::optional<Run> run(const std::string& command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) return {};
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0) _exit(127);
    const std::string line = "exec " + command;  // no shell in between that would count
    execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return {};
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
  const auto milliseconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
  };
  return Run{time.count(), milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss};
}

double median(std::vector<Run>& all, double Run::* what) {
  std::ranges::sort(all, {}, what);
  const std::size_t half = all.size() / 2;
  return all.size() % 2 == 1 ? all[half].*what : (all[half - 1].*what + all[half].*what) / 2;
}

}  // namespace

int main(int argc, char** argv) {
  int runs = 7;
  std::vector<std::string> commands;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "-n" && i + 1 < argc) {
      runs = std::max(1, std::atoi(argv[++i]));
    } else {
      commands.emplace_back(argv[i]);
    }
  }
  if (commands.empty()) {
    std::fprintf(stderr, "measure [-n RUNS] COMMAND...\n");
    return 2;
  }
  std::vector<std::vector<Run>> results(commands.size());
  for (int round = 0; round <= runs; ++round) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const std::optional<Run> result = run(commands[i]);
      if (!result) {
        std::fprintf(stderr, "measure: failed: %s\n", commands[i].c_str());
        return 1;
      }
      if (round > 0) results[i].push_back(*result);
    }
  }
  std::printf("%10s %10s %10s %10s %9s  command (%d runs each, alternated)\n", "median ms", "fastest", "slowest",
              "cpu ms", "peak MB", runs);
  for (std::size_t i = 0; i < commands.size(); ++i) {
    std::vector<Run>& all = results[i];
    const double cpu = median(all, &Run::cpu_milliseconds);
    const double wall = median(all, &Run::milliseconds);
    const long peak = std::ranges::max(all, {}, &Run::peak_kilobytes).peak_kilobytes;
    std::printf("%10.1f %10.1f %10.1f %10.1f %9.1f  %s\n", wall, all.front().milliseconds, all.back().milliseconds, cpu,
                static_cast<double>(peak) / 1024.0, commands[i].c_str());
  }
  return 0;
}
