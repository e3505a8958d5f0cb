// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/imaging/ImportReport.h"
#include "storage/reading/FindingService.h"
#include "storage/reading/ReadingTable.h"
#include "tests/storage/AsTold.h"

#include <QJsonDocument>

#include <map>
#include <memory>

namespace casebook::test {

/// A study with rows as an import leaves them, without pixels: enough for everything that lists and counts.
class ReadingStudy {
public:
    StudyFixture f;

    ReadingStudy() = default;
    Q_DISABLE_COPY_MOVE(ReadingStudy)
    ~ReadingStudy() { requireAsTold(f); }

    [[nodiscard]] bool make() {
        return f.make() && addUser("rita", "reader") && addUser("ron", "reader") &&
               addUser("mona", "monitor") && addUser("dan", "data-manager") && addUser("carl", "coordinator");
    }

    [[nodiscard]] Database& db() { return f.vault->database(); }

    /// The session of that user with these roles, in this program's vault session; it lives as long as the study.
    [[nodiscard]] const Session& as(const char* login) {
        auto& kept = sessions_[QByteArray(login)];
        if (!kept)
            kept = std::make_unique<Session>(sessionOf(login));
        return *kept;
    }
    [[nodiscard]] Session sessionOf(const char* login) {
        if (QByteArrayView(login) == "li.na")
            return f.vault->session();
        Session s;
        const auto row = db().read([&](ReadConnection& c) -> Result<Session> {
            auto q = c.prepare(
                "SELECT u.id, u.uuid, u.printed_name, r.role FROM user u JOIN user_role r ON r.user_id ="
                " u.id WHERE u.login = ?");
            q->bindAll(QString::fromLatin1(login));
            Session out;
            while (*q->step()) {
                out.user = q->id<UserId>(0);
                out.userUuid = q->uuid(1);
                out.printedName = q->text(2);
                out.roles.append(*roleFromCode(q->text(3).toLatin1()));
            }
            out.login = QString::fromLatin1(login);
            return out;
        });
        return row.value_or(s);
    }

    [[nodiscard]] bool addUser(const char* login, const char* role) {
        return write([&](WriteTransaction& tx) {
            return tx
                .run("INSERT INTO user(uuid, login, printed_name, state, created_ms) VALUES(?, ?, ?, "
                     "'active', 1)",
                     tx.newUuid(), QString::fromLatin1(login), QString::fromLatin1(login).toUpper())
                .and_then([&] {
                    return tx.run("INSERT INTO user_role(user_id, role) VALUES(?, ?)", tx.lastInsertId(),
                                  QString::fromLatin1(role));
                });
        });
    }

    [[nodiscard]] bool addSubject(const char* label) {
        return write([&](WriteTransaction& tx) { return test::addSubject(tx, QString::fromLatin1(label)); });
    }

    [[nodiscard]] bool addExam(const char* subject, const char* uid, const char* date) {
        return write([&](WriteTransaction& tx) {
            return tx.run("INSERT INTO dicom_study(uuid, study_uid, subject, study_date) VALUES(?, ?,"
                          " (SELECT id FROM subject WHERE label = ?), ?)",
                          tx.newUuid(), QString::fromLatin1(uid), QString::fromLatin1(subject),
                          QString::fromLatin1(date));
        });
    }

    struct Series {
        const char* uid;
        const char* exam;
        const char* kind = "image";
        const char* modality = "CT";
        const char* frame = "1.9";
        int instances = 40;
        double thickness = 1;
        const char* kernel = "B";
        const char* sopClass = "1.2.840.10008.5.1.4.1.1.2";
    };
    /// With a thumbnail, its instances and an import of their own.
    [[nodiscard]] bool addSeries(const Series& s) {
        return write([&](WriteTransaction& tx) -> Result<> {
            const QString tags =
                QStringLiteral("{\"bodyPart\":\"CHEST\",\"kernel\":\"%1\",\"thickness_mm\":%2,"
                               "\"geometry\":\"8 x 8 x 8\"}")
                    .arg(QLatin1StringView(s.kernel))
                    .arg(s.thickness);
            if (auto r = tx.run(
                    "INSERT INTO import(uuid, started_ms, ended_ms, state, user, counts) VALUES(?, 1, 2,"
                    " 'done', 1, ?)",
                    tx.newUuid(), reportOf(s));
                !r)
                return r;
            const std::int64_t import = tx.lastInsertId();
            if (auto r = tx.run(
                    "INSERT INTO pack(pack_id, plain_len, file_len, file_hash, epoch, created_ms) VALUES("
                    "?, 1, 1, ?, 1, 1)",
                    tx.newUuid().bytes, QByteArray(32, '\0'));
                !r)
                return r;
            const std::int64_t pack = tx.lastInsertId();
            if (auto r = tx.run(
                    "INSERT INTO dicom_series(uuid, series_uid, study, modality, description, number,"
                    " frame_of_ref, kind, tags) VALUES(?, ?, (SELECT id FROM dicom_study WHERE study_uid ="
                    " ?), ?, ?, 1, ?, ?, ?)",
                    tx.newUuid(), QString::fromLatin1(s.uid), QString::fromLatin1(s.exam),
                    QString::fromLatin1(s.modality), QString::fromLatin1(s.modality),
                    QString::fromLatin1(s.frame), QString::fromLatin1(s.kind), tags);
                !r)
                return r;
            const std::int64_t row = tx.lastInsertId();
            if (auto r = tx.run("INSERT INTO thumbnail(series, size, jpeg) VALUES(?, 256, ?)", row,
                                QByteArray("jpeg"));
                !r)
                return r;
            for (int i = 0; i < s.instances; ++i)
                if (auto r = tx.run(
                        "INSERT INTO instance(series, sop_uid, sop_class, pack, off, len, cmac, import_id)"
                        " VALUES(?, ?, ?, ?, 0, 1, ?, ?)",
                        row, QStringLiteral("%1.%2").arg(QLatin1StringView(s.uid)).arg(i + 1),
                        QString::fromLatin1(s.sopClass), pack, QByteArray::number(row * 1000 + i), import);
                    !r)
                    return r;
            return {};
        });
    }

    [[nodiscard]] bool addOverlay(const char* uid, const char* series, const char* frame, const char* type) {
        return write([&](WriteTransaction& tx) {
            return tx.run(
                "INSERT INTO overlay(uuid, kind, uid, series, for_uid, placement, algorithm) VALUES(?, 'SEG',"
                " ?, (SELECT id FROM dicom_series WHERE series_uid = ?), ?, 'verified', ?)",
                tx.newUuid(), QString::fromLatin1(uid), QString::fromLatin1(series),
                QString::fromLatin1(frame),
                QStringLiteral("{\"name\":\"Net\",\"version\":\"1\",\"type\":\"%1\"}")
                    .arg(QLatin1StringView(type)));
        });
    }

    /// One run with findings at these heights (z), scores falling.
    [[nodiscard]] bool addRun(const char* series, const QList<double>& heights, const char* name = "Net",
                              const char* kind = "import") {
        return write([&](WriteTransaction& tx) -> Result<> {
            QList<Finding> list;
            for (const double z : heights) {
                Finding one;
                one.externalId = QString::number(list.size());
                one.category = QStringLiteral("nodule");
                one.center = {1, 2, z};
                one.size.mean_mm = 6;
                one.score = 0.9 - 0.1 * double(list.size());
                list.append(one);
            }
            readingTable::NewRun run;
            run.name = QString::fromLatin1(name);
            run.version = QStringLiteral("1");
            run.kind = kind;
            run.seriesUid = QString::fromLatin1(series);
            return readingTable::insertRun(tx, run, list).map([](const Uuid&) {});
        });
    }

    [[nodiscard]] bool addLength(const char* series, UserId by) {
        return write([&](WriteTransaction& tx) {
            return tx.run(
                "INSERT INTO measurement(uuid, series, kind, points, value, unit, user, created_ms, state)"
                " VALUES(?, (SELECT id FROM dicom_series WHERE series_uid = ?), 'length',"
                " '[[0,0,0],[1,0,0]]', 1, 'mm', ?, 1, 'valid')",
                tx.newUuid(), QString::fromLatin1(series), by);
        });
    }

    /// Adds a task as the creator of the study.
    [[nodiscard]] Result<ReadingTask> give(const char* series, const char* reader, ReadingMode mode) {
        return TaskService(db(), f.vault->session(), f.clock)
            .add({QString::fromLatin1(series), QString::fromLatin1(reader), mode, {}});
    }

private:
    std::map<QByteArray, std::unique_ptr<Session>> sessions_;

    static QString reportOf(const Series& s) {
        ImportReport report;
        report.files = report.imported = s.instances;
        report.series.append({QString::fromLatin1(s.uid),
                              QString::fromLatin1(s.modality),
                              {},
                              QStringLiteral("S-0001"),
                              s.instances,
                              {},
                              {},
                              0,
                              0});
        if (QByteArrayView(s.kind) != "image")
            report.derived.append({QStringLiteral("%1.1").arg(QLatin1StringView(s.uid)),
                                   QString::fromLatin1(s.modality),
                                   "SEG",
                                   true,
                                   {}});
        return QString::fromUtf8(QJsonDocument(toJson(report)).toJson(QJsonDocument::Compact));
    }

    template <class F> bool write(F&& fn) {
        const auto done = db().writeAndWait([&](WriteTransaction& tx) -> Result<> {
            if (auto r = fn(tx); !r)
                return r;
            AuditEntry entry;
            entry.action = "create";
            entry.objectKind = "fixture";
            return tx.audit(entry).map([](std::int64_t) {});
        });
        if (!done)
            qWarning("fixture: %s %s", done.error().code.constData(),
                     qPrintable(done.error().args.join(u' ')));
        return done.has_value();
    }
};

} // namespace casebook::test
