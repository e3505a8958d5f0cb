// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/bridge/PainterChoice.h"
#include "viewers/volume3d/RenderScene.h"

#include <QObject>

#include <memory>

namespace casebook {

/// One thread that draws the pictures of a 3D pane: by the processor, or by VTK in an off-screen OpenGL
/// context that it owns with every VTK object. Who draws is decided at the first request (PainterChoice.h).
/// Requests never wait: the latest one wins, older ones are dropped or given up, and each result carries its
/// request's generation. The GL surface is made where the object is made (Qt wants the GUI thread).
/// Destroying it waits for the frame in work. GUI thread; the signals arrive there.
class RenderThread final : public QObject {
    Q_OBJECT
public:
    explicit RenderThread(RenderChoice choice, QObject* parent = nullptr);
    ~RenderThread() override;

    /// Draws scene.quality first and, for Moving only that; Still is followed by Full on its own, unless
    /// another request comes. @return its generation, rising from 1.
    quint64 request(const RenderScene& scene);
    /// Gives up what is drawn and waits (planes need the processor): no result comes before the next request.
    void giveUp();
    /// Asks what is seen at a pixel of the scene's full picture; picked() answers, also with nothing.
    void pick(const RenderScene& scene, double x, double y);
    [[nodiscard]] bool isIdle() const;
    /// Nothing before the first picture.
    [[nodiscard]] std::optional<PainterKind> painter() const;

Q_SIGNALS:
    void finished(const casebook::RenderResult& result);
    void picked(const std::optional<casebook::WorldPoint>& point);
    /// OpenGL failed: the processor draws from now on.
    void fellBack();

private:
    struct Private;
    std::unique_ptr<Private> d_;
};

} // namespace casebook
