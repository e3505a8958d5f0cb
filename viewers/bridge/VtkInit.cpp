// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/VtkInit.h"

#include <vtkAutoInit.h>
#include <vtkObject.h>

VTK_MODULE_INIT(vtkRenderingOpenGL2)
VTK_MODULE_INIT(vtkRenderingVolumeOpenGL2)
VTK_MODULE_INIT(vtkRenderingFreeType)
VTK_MODULE_INIT(vtkInteractionStyle)

namespace casebook {

void initVtk() { vtkObject::GlobalWarningDisplayOff(); }

} // namespace casebook
