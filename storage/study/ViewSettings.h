// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/raycast/Scene.h"
#include "core/values/Result.h"
#include "storage/vault/Session.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace casebook {

class Database;

/// A named look of the 3D view, kept by a study.
struct Preset3d {
    QString name;
    raycast::TransferFunction transfer; ///< empty: this version can't read it (a newer one wrote it)
    QByteArray base;                    ///< code of the preset that it was made from; may be empty
    QByteArray json;                    ///< as kept; format: TransferJson.h
};

/// How a study shows its images: looks of the 3D view, one for all its users, in the table `setting` under
/// "view.3d.NAME". Whoever may read images may save and remove them; each change leaves one audit row
/// ("change" of "setting", field "view.3d", the name inside the values). Any thread but the GUI's.
class ViewSettings {
public:
    ViewSettings(Database& database, const Session& session);

    [[nodiscard]] Result<QList<Preset3d>> list() const; ///< by name
    /// A new look, or another curve for the name; the same again changes nothing. Errors: those of
    /// transferFromJson(); "bad-look-name" (1 to 60 characters on one line), "too-many-looks" (above 50).
    [[nodiscard]] Result<> save3dPreset(const QString& name, const QByteArray& transferJson);
    [[nodiscard]] Result<> remove(const QString& name); ///< error "no-such-look"

private:
    [[nodiscard]] Result<> mayChange() const;

    Database& database_;
    const Session& session_;
};

} // namespace casebook
