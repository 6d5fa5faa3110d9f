#include "exchange/document_pdf.h"

#include <algorithm>
#include <array>
#include <exception>
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>
#include <string>
#include <vector>

namespace koers::exchange {
namespace {

using Photo = std::function<std::optional<std::string>(std::string_view)>;

/// Keys that tell about the document and its makers, wherever they stand; none is a name a page gives to a font or a picture.
constexpr std::array kTaken{"/Metadata",      "/PieceInfo", "/LastModified", "/OpenAction", "/JavaScript",
                            "/EmbeddedFiles", "/XFA",       "/Collection",   "/SpiderInfo", "/RichMediaContent"};
/// Actions that run, open or send something; going to a page of the document itself stays.
constexpr std::array kActions{"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/URI",    "/GoToR",
                              "/GoToE",      "/Movie",  "/Sound",      "/Rendition",  "/Thread", "/RichMediaExecute"};
/// Annotations that are more than marks on the page.
constexpr std::array kNoMarks{"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"};

template <class Names>
bool named(QPDFObjectHandle value, const Names& names) {
  return value.isName() && std::find(names.begin(), names.end(), value.getName()) != names.end();
}

void strip(QPDFObjectHandle& dictionary) {
  for (const char* key : kTaken) dictionary.removeKey(key);
  if (named(dictionary.getKey("/S"), kActions)) {
    for (const std::string& key : dictionary.getKeys()) dictionary.removeKey(key);
  }
  if (dictionary.hasKey("/F") || dictionary.hasKey("/UF")) dictionary.removeKey("/EF");  // a file within
  if (dictionary.isDictionaryOfType("/Page")) dictionary.removeKey("/Thumb");
}

/// What is written into an object itself is found there; what it refers to comes by in its own turn.
void strip_all(QPDFObjectHandle object, int depth) {
  constexpr int deepest = 100;
  if (depth > deepest) throw std::runtime_error("deep");
  if (object.isStream()) object = object.getDict();
  if (object.isDictionary()) {
    strip(object);
    for (const std::string& key : object.getKeys()) {
      QPDFObjectHandle value = object.getKey(key);
      if (!value.isIndirect()) strip_all(value, depth + 1);
    }
  } else if (object.isArray()) {
    for (int i = 0; i < object.getArrayNItems(); ++i) {
      QPDFObjectHandle value = object.getArrayItem(i);
      if (!value.isIndirect()) strip_all(value, depth + 1);
    }
  }
}

/// A photo within a letter loses what it tells as well.
void strip_photo(QPDFObjectHandle& stream, const Photo& photo) {
  QPDFObjectHandle filter = stream.getDict().getKey("/Filter");
  if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
  if (!filter.isName() || filter.getName() != "/DCTDecode") return;
  const auto raw = stream.getRawStreamData();
  const auto clean = photo({reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize()});
  if (!clean) throw std::runtime_error("photo");
  stream.replaceStreamData(*clean, QPDFObjectHandle::newName("/DCTDecode"), QPDFObjectHandle::newNull());
}

void strip_annotations(QPDFObjectHandle page) {
  QPDFObjectHandle marks = page.getKey("/Annots");
  if (!marks.isArray()) return;
  for (int i = marks.getArrayNItems() - 1; i >= 0; --i) {
    QPDFObjectHandle mark = marks.getArrayItem(i);
    if (mark.isDictionary() && named(mark.getKey("/Subtype"), kNoMarks)) marks.eraseItem(i);
  }
}

std::vector<QPDFObjectHandle> pages_of(QPDF& pdf) {
  std::vector<QPDFObjectHandle> pages = pdf.getAllPages();
  if (pages.empty() || !pdf.getRoot().isDictionaryOfType("/Catalog")) throw std::runtime_error("no pages");
  return pages;
}

std::string cleaned(std::string_view bytes, const Photo& photo) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("document", bytes.data(), bytes.size());
  std::vector<QPDFObjectHandle> objects = pdf.getAllObjects();
  for (QPDFObjectHandle& object : objects) {
    strip_all(object, 0);
    if (object.isStream()) strip_photo(object, photo);
  }
  for (const QPDFObjectHandle& page : pages_of(pdf)) strip_annotations(page);
  QPDFObjectHandle trailer = pdf.getTrailer();
  for (const std::string& key : trailer.getKeys()) {
    if (key != "/Root" && key != "/Size") trailer.removeKey(key);
  }
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setPreserveEncryption(false);
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const auto out = writer.getBufferSharedPointer();
  // What was mended so far that no reader shows it is no document.
  QPDF made;
  made.setSuppressWarnings(true);
  made.setAttemptRecovery(false);
  made.processMemoryFile("document", reinterpret_cast<const char*>(out->getBuffer()), out->getSize());
  pages_of(made);
  return {reinterpret_cast<const char*>(out->getBuffer()), out->getSize()};
}

}  // namespace

StrippedPdf strip_pdf(std::string_view bytes, const Photo& photo) {
  try {
    return {cleaned(bytes, photo), false};
  } catch (const QPDFExc& fault) {
    return {{}, fault.getErrorCode() == qpdf_e_password};
  } catch (const std::exception&) {  // what it says may hold what the document holds
    return {};
  }
}

}  // namespace koers::exchange
