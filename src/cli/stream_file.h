// A file that is read piece by piece, for a restore that is larger than memory.
#pragma once

#include <fstream>
#include <memory>
#include <string>

#include "base/error.h"
#include "cli/speak.h"
#include "store/backup.h"

namespace koers::cli {

class StreamFile {
 public:
  /// Ends the command with file.cannot_open.
  static StreamFile open(const std::string& path, Language language) {
    StreamFile out;
    out.file_ = std::make_shared<std::ifstream>(path, std::ios::binary);
    out.path_ = path;
    if (!*out.file_) refuse(error("file.cannot_open", {}, {path, 0, 0, {}}), language);
    return out;
  }
  store::Source source() const {
    return [file = file_, path = path_](std::size_t most) -> Expected<std::string> {
      std::string out(most, '\0');
      file->read(out.data(), static_cast<std::streamsize>(most));
      if (file->bad()) return fail("file.cannot_read", {}, {path, 0, 0, {}});
      out.resize(static_cast<std::size_t>(file->gcount()));
      return out;
    };
  }

 private:
  std::shared_ptr<std::ifstream> file_;
  std::string path_;
};

}  // namespace koers::cli
