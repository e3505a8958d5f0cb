// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Internal to storage/dicom/deid: shows DCMTK types. The recursive walk from one data set to another.

#include "storage/dicom/Dataset.h"
#include "storage/dicom/deid/DeidTable.h"
#include "storage/dicom/deid/DeidText.h"

namespace casebook::dicom {

/// Copies into an empty item what the rules let in, with new values where they say so. One object; one thread.
class DeidWalk {
public:
    /// @param iod "CT", "SEG" or empty: whose attribute types count. All arguments outlive the walk.
    DeidWalk(const DeidPlan& plan, const DeidText& text, QByteArray iod, DeidResult& out);

    /// Errors: "too-deep", "uid-not-mapped", "no-dummy", "malformed".
    [[nodiscard]] Result<> item(DcmItem& source, DcmItem& target, const TextDecoder& decoder,
                                const QByteArray& path, int depth);
    void note(const QByteArray& path, const char* action, const char* reason);
    void sample(const QByteArray& path, const QString& before, const QString& after);

private:
    /// One element and where it stands.
    struct Place {
        DcmElement& element;
        DcmItem& source;
        DcmItem& target;
        const TextDecoder& decoder;
        QByteArray path;
        QByteArray vr; ///< by PS3.6
        int depth;
        [[nodiscard]] DcmTagKey key() const { return element.getTag().getXTag(); }
        [[nodiscard]] std::uint32_t tag() const {
            return (std::uint32_t(key().getGroup()) << 16U) | key().getElement();
        }
    };
    [[nodiscard]] Result<> element(const Place& at);
    [[nodiscard]] Result<> byTable(const Place& at, const DeidRule& rule);
    [[nodiscard]] Result<> byVr(const Place& at, const char* reason);
    [[nodiscard]] Result<> cleaned(const Place& at);
    [[nodiscard]] Result<> dates(const Place& at, const char* reason);
    [[nodiscard]] Result<> uids(const Place& at, const char* reason);
    [[nodiscard]] Result<> text(const Place& at);
    [[nodiscard]] Result<> codes(const Place& at);
    [[nodiscard]] Result<> numbers(const Place& at);
    [[nodiscard]] Result<> sequence(const Place& at, const char* reason);
    [[nodiscard]] Result<> dummy(const Place& at, const char* reason);
    /// Nothing of the value may stay: by the attribute's type a dummy, an empty value, or nothing.
    [[nodiscard]] Result<> without(const Place& at, const char* reason);
    void codedConcept(DcmItem& source, DcmItem& target, const TextDecoder& decoder, const QByteArray& path);

    [[nodiscard]] QString value(const Place& at) const;
    [[nodiscard]] Result<> put(const Place& at, const QString& value, const char* action, const char* reason);
    [[nodiscard]] Result<> removed(const Place& at, const char* reason);
    [[nodiscard]] Result<> emptied(const Place& at, const char* reason);

    const DeidPlan& plan_;
    const DeidText& text_;
    QByteArray iod_;
    DeidResult& out_;
};

/// VR of a standard element by PS3.6 ("US" where several are allowed); empty when it is unknown.
[[nodiscard]] QByteArray dictionaryVr(const DcmTagKey& key);

} // namespace casebook::dicom
