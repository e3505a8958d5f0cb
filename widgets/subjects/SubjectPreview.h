// SPDX-License-Identifier: GPL-3.0-or-later
// Right pane of the subject list: the person, then series grouped by exam with thumbnails.
#pragma once

#include "widgets/subjects/SubjectValues.h"

#include <QAbstractListModel>
#include <QWidget>

class QListView;

namespace casebook {

class Button;
class Chip;
class EmptyState;
class Label;
class PictureView;

/// Exams and their series as one flat list: heads and rows, painted by a delegate.
class SeriesListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    struct Row {
        bool head = false;
        ExamView exam;      ///< without series
        SeriesView series;
    };
    enum { RowRole = Qt::UserRole + 1 };
    explicit SeriesListModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}
    void setExams(const QList<ExamView>& exams);
    void setThumbnail(const QString& seriesUid, const QImage& picture);
    [[nodiscard]] const Row& at(int row) const { return rows_.at(row); }
    [[nodiscard]] int firstVolume() const; ///< row of the series with most images, -1 if none opens
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    QList<Row> rows_;
};

class SubjectPreview final : public QWidget {
    Q_OBJECT
public:
    explicit SubjectPreview(QWidget* parent = nullptr);
    void setSubject(const SubjectView& subject); ///< the exams follow by setExams
    void setExams(const QList<ExamView>& exams);
    void setThumbnail(const QString& seriesUid, const QImage& picture);
    void setMayMove(bool may); ///< images to another subject
    void setClosable(bool closable);
    void setMaySend(bool may); ///< images to another machine
    [[nodiscard]] SeriesListModel* model() const { return model_; }
    [[nodiscard]] QListView* view() const { return view_; }
    [[nodiscard]] QString bestSeries() const; ///< what Open opens; empty if nothing

Q_SIGNALS:
    void openRequested(const QString& seriesUid);
    void seriesChosen(const QString& seriesUid); ///< in the list; empty: none
    void importRequested();
    void closed();
    void attributesRequested(const QString& seriesUid);
    void moveSeriesRequested(const QString& seriesUid);
    void moveExamRequested(const QString& seriesUid); ///< the exam of this series
    void sendRequested(const QString& seriesUid, bool exam); ///< this series, or its exam as a whole

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
    void showPicture();
    void showMenu(const QPoint& at);
    bool mayMove_ = false, maySend_ = false;
    SubjectView subject_;
    bool loaded_ = false;
    SeriesListModel* model_;
    QListView* view_;
    EmptyState* none_;
    PictureView* picture_;
    Label *label_, *name_, *facts_;
    Chip* status_;
    Button *open_, *close_;
};

} // namespace casebook
