// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/GlContext.h"

#include "viewers/bridge/PainterChoice.h"

#include <QGuiApplication>
#include <QOpenGLFunctions>

namespace casebook {

namespace {

QSurfaceFormat offscreenFormat() {
    QSurfaceFormat format;
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(3, 2);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(24);
    format.setStencilBufferSize(8);
    format.setAlphaBufferSize(0);
    format.setSamples(0);
    return format;
}

} // namespace

GlContext::GlContext() {
    // Only X11 with GLX gives right pictures with this VTK (its GLEW knows nothing else).
    if (QGuiApplication::platformName() != QLatin1StringView("xcb"))
        return;
    surface_.setFormat(offscreenFormat());
    surface_.create();
}

GlContext::~GlContext() = default;

bool GlContext::start() {
    if (!surface_.isValid())
        return false;
    context_ = std::make_unique<QOpenGLContext>();
    context_->setFormat(surface_.format());
    if (!context_->create() || !makeCurrent()) {
        context_.reset();
        return false;
    }
    const auto* name = context_->functions()->glGetString(GL_RENDERER);
    renderer_ = QString::fromLatin1(reinterpret_cast<const char*>(name));
    constexpr GLenum kLargest3dTexture = 0x8073; // GL_MAX_3D_TEXTURE_SIZE, not in Qt's ES headers
    context_->functions()->glGetIntegerv(kLargest3dTexture, &largestTexture_);
    return true;
}

void GlContext::stop() {
    if (context_)
        context_->doneCurrent();
    context_.reset();
}

bool GlContext::makeCurrent() { return context_ && context_->makeCurrent(&surface_); }
bool GlContext::isCurrent() const { return context_ && QOpenGLContext::currentContext() == context_.get(); }

void GlContext::finish() {
    if (context_)
        context_->functions()->glFinish();
}

bool GlContext::isSoftware() const { return isSoftwareRenderer(renderer_); }

} // namespace casebook
