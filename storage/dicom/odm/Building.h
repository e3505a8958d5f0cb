// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/odm/Node.h"
#include "storage/dicom/odm/OdmImport.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace casebook::odm {

/// What the parts of the definition share while one is built from a MetaDataVersion.
struct Building {
    StudyDefinition definition;
    QList<Line> adapted, refused;
    QString keyLanguage = QStringLiteral("en");
    QHash<QString, QString> codeLists; ///< OID in the file -> in the definition
    QSet<QString> externalLists;       ///< OIDs of code lists that only name a dictionary

    /// The name under which an OID stands in the definition: a name of the expression grammar, unique among
    /// `kind`. Another name than the OID is reported and the OID is kept beside the definition.
    QString nameOf(const char* kind, const Node& node);
    /// The name given before; empty when there is no such OID.
    [[nodiscard]] QString known(const char* kind, const QString& oid) const;
    /// The name itself or one made from it that is still free.
    QString anotherName(const char* kind, const QString& name);

    /// TranslatedText children of a child of `node` ("Question"); without a language: the key one.
    [[nodiscard]] LanguageText textOf(const Node& node, const char* child) const;
    [[nodiscard]] LanguageText textOf(const Node* holder) const;
    /// Description, else the Name in the key language.
    [[nodiscard]] LanguageText labelOf(const Node& node) const;

    void adapt(const QString& path, const QByteArray& code, const QStringList& args, qint64 line);
    void refuse(const QString& path, const QByteArray& code, const QStringList& args, qint64 line);
    /// One line for many of a kind: args get the number in front.
    void count(const QByteArray& code, const QString& path, qint64 line);
    void reportCounts();
    void keep(const QString& path, const QString& text); ///< beside the definition, as text

    /// "casebook:WHAT" of an element; nullopt-like empty unless `has`.
    [[nodiscard]] static QString own(const Node& node, const QString& what);
    [[nodiscard]] static bool hasOwn(const Node& node, const QString& what);
    /// Texts of own aliases "casebook:WHAT.LANGUAGE".
    [[nodiscard]] static LanguageText ownText(const Node& node, const QString& what);
    /// Aliases of others, kept under "KIND/NAME/Alias/CONTEXT"; contexts in `used` were understood.
    void keepAliases(const Node& node, const QString& kindAndName, const QSet<QString>& used = {});

private:
    struct Counted {
        qint64 n = 0, line = 0;
    };
    QHash<QByteArray, QHash<QString, QString>> names_;
    QHash<QByteArray, QSet<QString>> taken_;
    QMap<QPair<QByteArray, QString>, Counted> counted_;
};

/// "zh-CN" is kept as "zh", unless that text has one already.
[[nodiscard]] QString languageKey(const QString& tag, const LanguageText& soFar);

} // namespace casebook::odm
