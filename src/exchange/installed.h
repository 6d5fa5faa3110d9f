// A provider's own files, kept in DIR/instruments/CODE.yaml: those that fill frames it has a licence for, and instruments of its own. They
// never become part of Koers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/expected.h"
#include "measure/fill.h"

namespace koers::exchange {

/// A whole file: file.cannot_open, file.cannot_read, file.too_large (over `most` bytes).
Expected<std::string> read_text(const std::string& path, std::size_t most = std::size_t{16} << 20);

/// One file, by itself or on top of the frame of `shipped` it fills: yaml.*, json.*, instrument.*, instrument.no_such_frame.
Checked<measure::Instrument> read_instrument_file(std::string_view text, const std::string& path,
                                                  const std::vector<measure::Instrument>& shipped);

/// The instruments of a provider: the shipped ones, each with what the files of `directory`/instruments fill, and its own, all by code. A file that does not fit
/// (any more) is a fault; so is a directory that is not there (file.no_directory) or cannot be read.
Checked<std::vector<measure::Instrument>> instruments_of(const std::string& directory,
                                                         const std::vector<measure::Instrument>& shipped);

struct Install {
  std::string directory;
  LocalDate today;
  bool replace = false;  ///< another file may stand there
};

/// Checks the file at `path`, then writes it as it is to DIR/instruments/CODE.yaml, whole or not at all. Further faults:
/// instrument.shipped_already (a whole instrument under the code of a shipped one), instrument.licence_over, instrument.installed_other (without `replace`),
/// file.no_directory, file.cannot_write. Nothing is written on any fault. Answers the filled instrument.
Checked<measure::Instrument> install_instrument(const std::string& path, const Install& how,
                                                const std::vector<measure::Instrument>& shipped);

/// Deletes DIR/instruments/CODE.yaml and answers its path. instrument.not_installed, file.no_directory, file.cannot_write.
Expected<std::string> remove_instrument(const std::string& directory, const std::string& code);

}  // namespace koers::exchange
