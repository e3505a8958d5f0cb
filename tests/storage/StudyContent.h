// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/database/Rows.h"
#include "storage/database/ScratchDatabase.h"
#include "storage/imaging/ImagingService.h"
#include "storage/subjects/SubjectService.h"
#include "storage/worker/WorkerPool.h"
#include "tests/storage/StudyForms.h"

#include <QCryptographicHash>
#include <QMap>

namespace casebook::test {

/// All that a person or a program can read of an unlocked study, by name: lists and forms as the services give them,
/// every row of every table, the bytes of every image, the audit and its chain. What can't be read is its error.
/// Names are "group" for a list and "group|one" for each of it.
using StudyContent = QMap<QByteArray, Result<QByteArray>>;

class ContentReader {
public:
    ContentReader(Vault& vault, WorkerPool& workers)
        : vault_(vault), workers_(workers), definitions_(vault.database(), vault.session(), vault.clock()) {}

    [[nodiscard]] StudyContent read() {
        subjects();
        forms();
        series();
        images();
        audit();
        tables();
        return std::move(out_);
    }

private:
    template <class T, class F> void list(const QByteArray& group, const Result<QList<T>>& rows, F&& text) {
        if (!rows) {
            out_.insert(group, tl::unexpected(rows.error()));
            return;
        }
        QByteArray all;
        for (const T& row : *rows)
            all += text(row) + '\n';
        out_.insert(group, all);
    }

    void subjects() {
        const SubjectService service(vault_.database(), vault_.session(), vault_.clock());
        list("subjects", service.list(), [](const Subject& s) {
            return QStringList{s.label,
                               s.name,
                               s.sex,
                               s.birthDate,
                               s.status,
                               QString::number(s.exams),
                               QString::number(s.series)}
                .join(u'|')
                .toUtf8();
        });
    }

    void forms() {
        const FormService service(vault_.database(), vault_.session(), vault_.clock(), definitions_);
        const auto all = service.list();
        list("forms", all, [](const FormInfo& f) { return f.uuid.toString().toUtf8(); });
        for (const FormInfo& form : all.value_or(QList<FormInfo>())) {
            const auto opened = service.open(form.id);
            out_.insert("forms|" + form.uuid.toString().toUtf8(),
                        opened ? Result<QByteArray>(textOf(*opened))
                               : Result<QByteArray>(tl::unexpected(opened.error())));
        }
        const QueryService queries(vault_.database(), vault_.session(), vault_.clock());
        list("queries", queries.list(), [](const QueryRow& q) {
            return QString(q.uuid.toString() + u'|' + q.text).toUtf8() + '|' + q.state;
        });
    }

    static QByteArray textOf(const OpenedForm& form) {
        QByteArray text = QByteArray::number(form.rows.size());
        for (const StoredValue& value : form.values)
            text += '|' + value.path.item.toUtf8() + '=' + value.value.text.toUtf8();
        return text;
    }

    void series() {
        const ImagingService service(vault_.database(), vault_.objects(), workers_, vault_.session(),
                                     vault_.clock());
        list("series", service.series(), [](const SeriesRow& s) {
            return QStringList{s.uid,      s.description, s.subject,
                               s.examDate, s.geometry,    QString::number(s.instances)}
                .join(u'|')
                .toUtf8();
        });
    }

    struct Image {
        QByteArray uid;
        PackId pack;
        Extent extent;
    };

    void images() {
        const auto all = vault_.database().read([](ReadConnection& c) -> Result<QList<Image>> {
            auto rows = c.prepare("SELECT i.sop_uid,p.pack_id,i.off,i.len FROM instance i "
                                  "JOIN pack p ON p.id=i.pack ORDER BY i.id");
            if (!rows)
                return tl::unexpected(rows.error());
            return allRows<Image>(*rows, [](const Statement& r) -> Result<Image> {
                return Image{r.text(0).toUtf8(), PackId{r.blob(1)}, {r.integer(2), r.integer(3)}};
            });
        });
        list("images", all, [](const Image& image) { return image.uid; });
        for (const Image& image : all.value_or(QList<Image>()))
            out_.insert("images|" + image.uid,
                        vault_.objects().read(image.pack, image.extent).map([](const QByteArray& bytes) {
                            return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
                        }));
    }

    void audit() {
        AuditQuery all;
        all.limit = 100'000;
        list("audit", vault_.database().read([&](ReadConnection& c) { return audit::list(c, all); }),
             [](const AuditRow& r) -> QByteArray {
                 return QByteArray::number(qint64(r.seq)) + '|' + r.action + '|' + r.field + '|' +
                        r.newValue.value_or(QString()).toUtf8();
             });
        const auto chain = vault_.verifyChain(Job{});
        if (chain && !chain->ok())
            out_.insert("chain", fail(ErrorKind::Damaged, chain->damage[0].what));
        else
            out_.insert("chain", chain.map([](const ChainReport&) { return QByteArray("whole"); }));
    }

    void tables() {
        const auto names = vault_.database().read([](ReadConnection& c) -> Result<QList<QByteArray>> {
            auto rows = c.prepare("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name");
            if (!rows)
                return tl::unexpected(rows.error());
            return allRows<QByteArray>(
                *rows, [](const Statement& r) -> Result<QByteArray> { return r.text(0).toUtf8(); });
        });
        list("tables", names, [](const QByteArray& name) { return name; });
        for (const QByteArray& name : names.value_or(QList<QByteArray>()))
            out_.insert("tables|" + name, vault_.database()
                                              .read([&](ReadConnection& c) { return rowsToCopy(c, name); })
                                              .map([](const CopiedRows& rows) { return hashOf(rows); }));
    }

    static QByteArray hashOf(const CopiedRows& rows) {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const auto& row : rows)
            for (const CopiedValue& value : row)
                std::visit([&](const auto& v) { hash.addData(QByteArray(told(v) + '|')); }, value);
        return hash.result().toHex();
    }
    static QByteArray told(std::nullptr_t) { return "null"; }
    static QByteArray told(std::int64_t v) { return QByteArray::number(qint64(v)); }
    static QByteArray told(double v) { return QByteArray::number(v, 'g', 17); }
    static QByteArray told(const QString& v) { return v.toUtf8(); }
    static QByteArray told(const QByteArray& v) { return v.toHex(); }

    Vault& vault_;
    WorkerPool& workers_;
    DefinitionService definitions_;
    StudyContent out_;
};

/// Only what people see: no audit, whose rows each session adds to, and no tables as such.
inline StudyContent withoutRows(StudyContent content) {
    content.removeIf([](const auto& one) {
        return one.key().startsWith("tables") || one.key() == "audit" || one.key() == "chain";
    });
    return content;
}

/// What was read of a damaged study against what is true.
struct Judgement {
    bool detected = false; ///< something was refused
    QByteArray wrong; ///< name of the first thing that is shown and not true; empty: none
};

/// @param leaveOut Names that lawfully differ, as the audit of a session that came later.
inline Judgement judge(const StudyContent& truth, const StudyContent& read,
                       const QList<QByteArray>& leaveOut = {}) {
    Judgement found;
    const auto refusedGroup = [&](const QByteArray& name) {
        const auto group = read.constFind(name.left(name.indexOf('|')));
        return group != read.cend() && !*group;
    };
    for (auto it = read.cbegin(); it != read.cend(); ++it) {
        found.detected = found.detected || !*it;
        if (!truth.contains(it.key()) && found.wrong.isEmpty())
            found.wrong = "more: " + it.key();
    }
    for (auto it = truth.cbegin(); it != truth.cend(); ++it) {
        const auto same = read.constFind(it.key());
        const bool refused = same == read.cend() ? refusedGroup(it.key()) : !*same;
        if (refused || leaveOut.contains(it.key()) || !found.wrong.isEmpty())
            continue;
        if (same == read.cend() || **same != **it)
            found.wrong = it.key();
    }
    return found;
}

} // namespace casebook::test
