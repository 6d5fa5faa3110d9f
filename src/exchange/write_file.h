// Writing a file whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/expected.h"

namespace koers::exchange {

enum class Standing { replace, keep };  ///< what happens to a file that stands there already

/// A file in the making, for what is too long to hold. It is written beside the target; finish() brings it to the disk and renames:
/// whoever reads the target sees the old file or the whole new one, also after a full disk. Without finish() nothing is left of it.
/// What is no regular file (/dev/stdout, a pipe) is written as it is; a link is followed. Fault of each: file.cannot_write, of
/// finish() also when a file stands there with `keep`.
class FileDraft {
 public:
  static Expected<FileDraft> beside(const std::filesystem::path& target, Standing standing = Standing::replace);
  FileDraft(FileDraft&& other) noexcept;
  FileDraft(const FileDraft&) = delete;
  FileDraft& operator=(const FileDraft&) = delete;
  FileDraft& operator=(FileDraft&&) = delete;
  ~FileDraft();

  std::optional<Error> write(std::string_view text);
  std::optional<Error> finish();

 private:
  FileDraft(int file, std::filesystem::path target, std::filesystem::path draft, std::string name, Standing standing);
  Error cannot() const;
  bool put_in_place() const;

  int file_;
  std::filesystem::path target_, draft_;  ///< no draft: written as it is
  std::string name_;  ///< as the caller named it
  Standing standing_;
};

/// All of `text`, by a FileDraft.
std::optional<Error> write_file(const std::filesystem::path& target, std::string_view text,
                                Standing standing = Standing::replace);

}  // namespace koers::exchange
