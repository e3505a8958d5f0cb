// SPDX-License-Identifier: GPL-3.0-or-later
// What was found in a series and done with it: its volumes with pictures, then facts line by line.
#pragma once

#include "core/volume/SeriesFindings.h"
#include "widgets/reading/ReadingValues.h"

#include <QWidget>

class QGridLayout;
class QScrollArea;
class QVBoxLayout;

namespace casebook {

/// Beside the panes of the reading page and on the images page of a subject. GUI thread.
class SeriesPanel final : public QWidget {
    Q_OBJECT
public:
    explicit SeriesPanel(QWidget* parent = nullptr);
    /// @param volumes in the order of `findings.volumes`.
    void setSeries(const QString& title, const SeriesFindings& findings, const QList<SeriesVolume>& volumes);
    void setThumbnail(int index, const QImage& picture);
    void setCurrent(int index); ///< whose facts are shown; signals nothing
    void setDamage(int index, const std::vector<double>& damaged_mm); ///< known once it is read
    void clear();
    [[nodiscard]] int current() const { return index_; }
    [[nodiscard]] QStringList lines() const; ///< "label: value" of what is shown, for tests

Q_SIGNALS:
    void volumeChosen(int index);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addList(QVBoxLayout* column);
    void addFacts(QVBoxLayout* column, const QString& head, const QList<FindingLine>& lines);
    QString title_;
    SeriesFindings findings_;
    QList<SeriesVolume> volumes_;
    int index_ = 0;
    bool has_ = false;
    QScrollArea* scroll_;
};

} // namespace casebook
