#include "report/document.h"

namespace koers::report {

FigureIndex Report::add(Figure figure) {
  const auto index = static_cast<FigureIndex>(figures_.size());
  const auto [found, fresh] = by_code_.try_emplace(figure.code, index);
  if (fresh) figures_.push_back(std::move(figure));
  return found->second;
}

const Figure* Report::find(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  return found == by_code_.end() ? nullptr : &figures_[found->second];
}

std::string code_part(std::string_view name) {
  std::string out;
  for (const char c : name) out += c == '.' || c == ' ' || c == '/' || c == '\t' ? '_' : c;
  return out.empty() ? "none" : out;
}

}  // namespace koers::report
