#include "exchange/write_file.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <unistd.h>
#include <utility>

namespace koers::exchange {
namespace {

namespace fs = std::filesystem;

bool rename_to(const fs::path& draft, const fs::path& target, Standing standing) {
  const unsigned flags = standing == Standing::keep ? RENAME_NOREPLACE : 0U;
  if (renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, target.c_str(), flags) == 0) return true;
  // A file system that does not know the flag has no way to keep it; the file was not there a moment ago.
  return errno == EINVAL && std::rename(draft.c_str(), target.c_str()) == 0;
}

void bring_to_disk(const fs::path& directory) {
  const int opened = open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  fsync(opened);
  close(opened);
}

}  // namespace

FileDraft::FileDraft(int file, fs::path target, fs::path draft, std::string name, Standing standing)
    : file_(file), target_(std::move(target)), draft_(std::move(draft)), name_(std::move(name)), standing_(standing) {}

FileDraft::FileDraft(FileDraft&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      target_(std::move(other.target_)),
      draft_(std::move(other.draft_)),
      name_(std::move(other.name_)),
      standing_(other.standing_) {}

FileDraft::~FileDraft() {
  if (file_ < 0) return;
  close(file_);
  if (!draft_.empty()) unlink(draft_.c_str());
}

Error FileDraft::cannot() const { return error("file.cannot_write", {}, {name_, 0, 0, {}}); }

Expected<FileDraft> FileDraft::beside(const fs::path& target, Standing standing) {
  std::error_code none;
  fs::path real = fs::is_symlink(target, none) ? fs::weakly_canonical(target, none) : target;
  const fs::file_status found = fs::status(real, none);
  fs::path draft;
  int file = -1;
  if (fs::exists(found) && !fs::is_regular_file(found)) {
    file = open(real.c_str(), O_WRONLY | O_CLOEXEC);
  } else if (!real.empty()) {
    draft = real.parent_path() / ('.' + real.filename().string() + '.' + std::to_string(getpid()));
    file = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  }
  FileDraft out(file, std::move(real), std::move(draft), target.string(), standing);
  if (file < 0) return fail(out.cannot());
  return out;
}

std::optional<Error> FileDraft::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = ::write(file_, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return cannot();
    text.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

bool FileDraft::put_in_place() const {
  if (draft_.empty()) return true;
  if (!rename_to(draft_, target_, standing_)) return false;
  bring_to_disk(target_.parent_path());
  return true;
}

std::optional<Error> FileDraft::finish() {
  const bool on_disk = draft_.empty() || fsync(file_) == 0;
  const bool closed = close(std::exchange(file_, -1)) == 0;
  if (on_disk && closed && put_in_place()) return {};
  if (!draft_.empty()) unlink(draft_.c_str());
  return cannot();
}

std::optional<Error> write_file(const fs::path& target, std::string_view text, Standing standing) {
  auto draft = FileDraft::beside(target, standing);
  if (!draft) return draft.error();
  if (auto fault = draft->write(text)) return fault;
  return draft->finish();
}

}  // namespace koers::exchange
