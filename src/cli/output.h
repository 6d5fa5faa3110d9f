// Writing what a command made, where the user said.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/language.h"
#include "report/document.h"

namespace koers::cli {

/// Ends the command with Exit::fault when `path` is the same file as one of `inputs`, by whatever name: nobody wants the case replaced
/// by its picture. Empty paths are no files.
void refuse_input_as_output(const std::string& path, std::initializer_list<std::string_view> inputs, Language language);

/// That, then the whole file or nothing (exchange/write_file.h); ends the command with Exit::fault when it cannot be written.
void write_output(const std::string& path, std::string_view text, std::initializer_list<std::string_view> inputs,
                  Language language);

/// The report on standard output: as JSON, as CSV, else as text of at most 100 columns.
enum class ReportAs : std::uint8_t { text, json, csv };
void print_report(const report::Report& report, ReportAs as, Language language);

}  // namespace koers::cli
