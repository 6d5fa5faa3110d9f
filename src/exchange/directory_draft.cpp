#include "exchange/directory_draft.h"

#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace koers::exchange {
namespace {

namespace fs = std::filesystem;

Error cannot(const fs::path& path) { return error("file.cannot_write", {}, {path.string(), 0, 0, {}}); }

bool on_disk(const fs::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool good = fsync(file) == 0;
  close(file);
  return good;
}

}  // namespace

Expected<DirectoryDraft> DirectoryDraft::beside(const fs::path& target) {
  std::error_code none;
  const fs::path whole = fs::absolute(target, none).lexically_normal();
  const fs::path place = whole.has_filename() ? whole : whole.parent_path();
  if (fs::exists(place, none) && !(fs::is_directory(place, none) && fs::is_empty(place, none)))
    return fail("directory.not_empty", {}, {target.string(), 0, 0, {}});
  fs::path draft = place;
  draft += ".koers-draft";
  fs::remove_all(draft, none);
  fs::create_directories(draft, none);
  if (!none) fs::permissions(draft, fs::perms::owner_all, none);
  if (none) return fail(cannot(target));
  return DirectoryDraft(place, std::move(draft));
}

DirectoryDraft::DirectoryDraft(DirectoryDraft&& other) noexcept
    : target_(std::move(other.target_)), draft_(std::exchange(other.draft_, {})) {}

DirectoryDraft::~DirectoryDraft() {
  std::error_code none;
  if (!draft_.empty()) fs::remove_all(draft_, none);
}

std::optional<Error> DirectoryDraft::finish() {
  std::error_code none;
  for (fs::recursive_directory_iterator at(draft_, none), end; !none && at != end; at.increment(none)) {
    if (!on_disk(at->path())) return cannot(target_);
  }
  if (none || !on_disk(draft_)) return cannot(target_);
  fs::rename(draft_, target_, none);  // an empty directory there gives way
  if (none) return cannot(target_);
  draft_.clear();
  return on_disk(target_.parent_path()) ? std::nullopt : std::optional(cannot(target_));
}

}  // namespace koers::exchange
