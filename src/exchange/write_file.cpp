#include "exchange/write_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace koers::exchange {
namespace {

namespace fs = std::filesystem;

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = write(file, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

bool write_in_place(const fs::path& target, std::string_view text) {
  const int file = open(target.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool sound = write_all(file, text);
  return close(file) == 0 && sound;
}

bool rename_to(const fs::path& draft, const fs::path& target, Standing standing) {
  const unsigned flags = standing == Standing::keep ? RENAME_NOREPLACE : 0U;
  if (renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, target.c_str(), flags) == 0) return true;
  // A file system that does not know the flag has no way to keep it; the file was not there a moment ago.
  return errno == EINVAL && std::rename(draft.c_str(), target.c_str()) == 0;
}

bool write_beside(const fs::path& target, std::string_view text, Standing standing) {
  const fs::path draft = target.parent_path() / ('.' + target.filename().string() + '.' + std::to_string(getpid()));
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0) return false;
  bool sound = write_all(file, text);
  sound = fsync(file) == 0 && sound;
  sound = close(file) == 0 && sound;
  if (!sound || !rename_to(draft, target, standing)) {
    unlink(draft.c_str());
    return false;
  }
  const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
  const int directory = open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    fsync(directory);
    close(directory);
  }
  return true;
}

}  // namespace

std::optional<Error> write_file(const fs::path& target, std::string_view text, Standing standing) {
  std::error_code none;
  const fs::path real = fs::is_symlink(target, none) ? fs::weakly_canonical(target, none) : target;
  const fs::file_status found = fs::status(real, none);
  const bool special = fs::exists(found) && !fs::is_regular_file(found);
  if (!real.empty() && (special ? write_in_place(real, text) : write_beside(real, text, standing))) return {};
  return error("file.cannot_write", {}, {target.string(), 0, 0, {}});
}

}  // namespace koers::exchange
