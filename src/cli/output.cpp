#include "cli/output.h"

#include <cstdio>
#include <filesystem>

#include "cli/speak.h"
#include "exchange/report_text.h"
#include "exchange/write_file.h"

namespace koers::cli {

void refuse_input_as_output(const std::string& path, std::initializer_list<std::string_view> inputs,
                            Language language) {
  for (const std::string_view input : inputs) {
    std::error_code none;
    if (std::filesystem::equivalent(path, input, none)) refuse(error("file.is_input", {}, {path, 0, 0, {}}), language);
  }
}

void write_output(const std::string& path, std::string_view text, std::initializer_list<std::string_view> inputs,
                  Language language) {
  refuse_input_as_output(path, inputs, language);
  if (const auto fault = exchange::write_file(path, text)) refuse(*fault, language);
}

void print_report(const report::Report& report, ReportAs as, Language language) {
  constexpr std::size_t page_width = 100;
  const exchange::Messages& say = messages(language);
  const std::string out = as == ReportAs::json  ? exchange::report_json(report, say)
                          : as == ReportAs::csv ? exchange::report_csv(report, say)
                                                : exchange::report_text(report, say, page_width);
  std::fwrite(out.data(), 1, out.size(), stdout);
}

}  // namespace koers::cli
