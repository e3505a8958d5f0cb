// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/vault/ColdStore.h"
#include "tests/storage/KeptPack.h"
#include "tests/storage/OpenedStudy.h"

#include <QDir>

namespace casebook::test {

inline constexpr int kPacks = 3, kBytes = 200'000;

inline QByteArray contentOf(int number) { return QByteArray(kBytes + number, char('a' + number)); }

/// A study with a few packs, and a folder beside it that stands for another disk.
class ColdStudy : public QObject {
protected:
    std::unique_ptr<StudyFixture> f_;
    QList<PackId> packs_;

    [[nodiscard]] QString disk(const QString& name = QStringLiteral("disk")) const {
        return f_->beside(name);
    }
    [[nodiscard]] ColdStore& cold() const { return f_->vault->cold(); }
    [[nodiscard]] Result<ColdReport> away() const {
        return cold().move(packs_, disk(), QStringLiteral("full"), {});
    }
    [[nodiscard]] QString placeFolder() const {
        return disk() + u'/' + QDir(disk()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    }
    [[nodiscard]] QString atPlace(int n) const { return placeFolder() + u'/' + packs_[n].path(); }
    [[nodiscard]] QString inStudy(int n) const { return f_->path(packs_[n].path()); }
    [[nodiscard]] std::int64_t ask(const QByteArray& sql) const {
        return f_->vault->database().read([&](ReadConnection& c) { return c.one(sql); })->value_or(-1);
    }
    [[nodiscard]] std::int64_t elsewhere() const {
        return ask("SELECT count(*) FROM pack WHERE place IS NOT NULL");
    }
    /// "" where each pack reads as it was written, else the first error.
    [[nodiscard]] static QByteArray readAll(Vault& vault, const QList<PackId>& packs) {
        for (qsizetype n = 0; n < packs.size(); ++n) {
            const auto read = vault.objects().read(packs[n], {0, contentOf(int(n)).size()});
            if (!read)
                return read.error().code;
            if (*read != contentOf(int(n)))
                return "other bytes";
        }
        return {};
    }
    [[nodiscard]] QByteArray readAll() const { return readAll(*f_->vault, packs_); }
    [[nodiscard]] bool reopen() { return f_->vault->lock() && f_->open(); }
    [[nodiscard]] Result<> trash(int n) const {
        return f_->vault->database().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            AuditEntry entry;
            entry.action = "remove";
            entry.objectKind = "pack";
            if (auto seq = tx.audit(entry); !seq)
                return tl::unexpected(seq.error());
            return ObjectStore::trashRow(tx, packs_[n]);
        });
    }
    void unplug() const { QDir().rename(disk(), disk(QStringLiteral("unplugged"))); }
    void plug() const { QDir().rename(disk(QStringLiteral("unplugged")), disk()); }
    void make() {
        f_ = std::make_unique<StudyFixture>();
        QVERIFY(f_->make() && QDir().mkpath(disk()));
        packs_.clear();
        for (int n = 0; n < kPacks; ++n) {
            const auto pack = keep(*f_->vault, contentOf(n));
            VERIFY_OK(pack);
            packs_.append(pack->id);
        }
        QVERIFY(reopen()); // no pack is open from before
    }
};

} // namespace casebook::test
