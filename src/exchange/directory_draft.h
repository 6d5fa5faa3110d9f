// A directory that is there whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/expected.h"

namespace koers::exchange {

/// Filled beside its target; finish() brings all of it to the disk and renames. Without finish() nothing is left of it. Faults:
/// directory.not_empty (something stands at the target), file.cannot_write.
class DirectoryDraft {
 public:
  /// What an earlier run left at the same place, killed on the way, is removed first.
  static Expected<DirectoryDraft> beside(const std::filesystem::path& target);
  DirectoryDraft(DirectoryDraft&& other) noexcept;
  DirectoryDraft(const DirectoryDraft&) = delete;
  DirectoryDraft& operator=(const DirectoryDraft&) = delete;
  DirectoryDraft& operator=(DirectoryDraft&&) = delete;
  ~DirectoryDraft();

  const std::filesystem::path& path() const { return draft_; }  ///< for this user alone
  std::optional<Error> finish();

 private:
  DirectoryDraft(std::filesystem::path target, std::filesystem::path draft)
      : target_(std::move(target)), draft_(std::move(draft)) {}
  std::filesystem::path target_, draft_;  ///< no draft: finished
};

}  // namespace koers::exchange
