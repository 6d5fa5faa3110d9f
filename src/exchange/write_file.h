// Writing a file whole or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace koers::exchange {

enum class Standing { replace, keep };  ///< what happens to a file that stands there already

/// Writes beside the target, brings it to the disk and renames: whoever reads it sees the old file or the new one, also after a full
/// disk. What is no regular file (/dev/stdout, a pipe) is written as it is; a link is followed. Fault: file.cannot_write, also when a
/// file stands there with `keep`.
std::optional<Error> write_file(const std::filesystem::path& target, std::string_view text,
                                Standing standing = Standing::replace);

}  // namespace koers::exchange
