// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/forms/SubjectImport.h"

#include <unicode/ucnv.h>

#include <memory>

namespace casebook {

namespace {

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

/// The text, or the offset of the first byte that is none of the encoding.
tl::expected<QString, qsizetype> decoded(const QByteArray& bytes, const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, Close> converter(ucnv_open(name, &status));
    if (U_FAILURE(status))
        return tl::unexpected(qsizetype(0));
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    QString out(bytes.size() + 1, Qt::Uninitialized);
    auto* target = reinterpret_cast<UChar*>(out.data());
    const char* source = bytes.constData();
    ucnv_toUnicode(converter.get(), &target, target + out.size(), &source, bytes.constData() + bytes.size(),
                   nullptr, true, &status);
    if (U_FAILURE(status)) {
        char bad[16];
        int8_t length = sizeof bad;
        UErrorCode ignored = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter.get(), bad, &length, &ignored);
        return tl::unexpected(qsizetype(source - bytes.constData()) - (U_SUCCESS(ignored) ? length : 0));
    }
    out.truncate(qsizetype(target - reinterpret_cast<UChar*>(out.data())));
    if (out.startsWith(QChar(0xFEFF)))
        out.remove(0, 1);
    return out;
}

const char* nameOf(TableEncoding encoding, const QByteArray& bytes) {
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        return "UTF-16";
    switch (encoding) {
    case TableEncoding::Gb18030: return "gb18030";
    case TableEncoding::Utf16: return "UTF-16";
    default: return "UTF-8";
    }
}

} // namespace

Result<QString> decodeTable(const QByteArray& bytes, TableEncoding encoding) {
    auto text = decoded(bytes, nameOf(encoding, bytes));
    if (!text && encoding == TableEncoding::Auto) {
        // Bytes that are no UTF-8 come from Chinese programs; where they aren't either, UTF-8's fault is told.
        if (auto chinese = decoded(bytes, "gb18030"))
            return *chinese;
    }
    if (!text)
        return fail(ErrorKind::Refused, "bad-encoding", {}, {QString::number(text.error())});
    return *text;
}

} // namespace casebook
