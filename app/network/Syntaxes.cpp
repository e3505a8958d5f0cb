// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Syntaxes.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcuid.h>

namespace casebook::network {

const std::vector<const char*>& plainSyntaxes() {
    static const std::vector<const char*> list{UID_LittleEndianExplicitTransferSyntax,
                                               UID_LittleEndianImplicitTransferSyntax,
                                               UID_BigEndianExplicitTransferSyntax};
    return list;
}

const std::vector<const char*>& packedSyntaxes() {
    static const std::vector<const char*> list{UID_JPEGProcess14SV1TransferSyntax,
                                               UID_JPEGLSLosslessTransferSyntax,
                                               UID_JPEG2000LosslessOnlyTransferSyntax,
                                               "1.2.840.10008.1.2.4.201", // HTJ2K lossless
                                               UID_RLELosslessTransferSyntax,
                                               UID_JPEG2000TransferSyntax,
                                               UID_JPEGProcess1TransferSyntax,
                                               UID_JPEGProcess2_4TransferSyntax};
    return list;
}

const std::vector<const char*>& takenSyntaxes() {
    static const std::vector<const char*> list = [] {
        std::vector<const char*> all = plainSyntaxes();
        all.insert(all.end(), packedSyntaxes().begin(), packedSyntaxes().end());
        all.insert(all.end(), {UID_DeflatedExplicitVRLittleEndianTransferSyntax, UID_JPEGProcess14TransferSyntax,
                               UID_JPEGLSLossyTransferSyntax, "1.2.840.10008.1.2.4.202",
                               "1.2.840.10008.1.2.4.203"});
        return all;
    }();
    return list;
}

const std::vector<const char*>& pictureClasses() {
    static const std::vector<const char*> list{
        UID_CTImageStorage,         UID_EnhancedCTImageStorage,
        UID_MRImageStorage,         UID_PositronEmissionTomographyImageStorage,
        UID_ComputedRadiographyImageStorage, UID_DigitalXRayImageStorageForPresentation,
        UID_SecondaryCaptureImageStorage};
    return list;
}

const std::vector<const char*>& storageClasses() {
    static const std::vector<const char*> list = [] {
        std::vector<const char*> all = pictureClasses();
        all.insert(all.end(), {UID_EnhancedMRImageStorage,
                               UID_EnhancedPETImageStorage,
                               UID_LegacyConvertedEnhancedCTImageStorage,
                               UID_LegacyConvertedEnhancedMRImageStorage,
                               UID_LegacyConvertedEnhancedPETImageStorage,
                               UID_EnhancedMRColorImageStorage,
                               UID_DigitalXRayImageStorageForProcessing,
                               UID_DigitalMammographyXRayImageStorageForPresentation,
                               UID_DigitalMammographyXRayImageStorageForProcessing,
                               UID_BreastTomosynthesisImageStorage,
                               UID_XRayAngiographicImageStorage,
                               UID_XRay3DAngiographicImageStorage,
                               UID_XRayRadiofluoroscopicImageStorage,
                               UID_NuclearMedicineImageStorage,
                               UID_UltrasoundImageStorage,
                               UID_UltrasoundMultiframeImageStorage,
                               UID_MultiframeSingleBitSecondaryCaptureImageStorage,
                               UID_MultiframeGrayscaleByteSecondaryCaptureImageStorage,
                               UID_MultiframeGrayscaleWordSecondaryCaptureImageStorage,
                               UID_MultiframeTrueColorSecondaryCaptureImageStorage,
                               UID_VLPhotographicImageStorage,
                               UID_VLEndoscopicImageStorage,
                               UID_SegmentationStorage,
                               UID_SurfaceSegmentationStorage,
                               "1.2.840.10008.5.1.4.1.1.66.7", // Label Map Segmentation
                               UID_ParametricMapStorage,
                               UID_RTStructureSetStorage,
                               UID_RTDoseStorage,
                               UID_RTPlanStorage,
                               UID_RTImageStorage,
                               UID_SpatialRegistrationStorage,
                               UID_DeformableSpatialRegistrationStorage,
                               UID_SpatialFiducialsStorage,
                               UID_RealWorldValueMappingStorage,
                               UID_BasicTextSRStorage,
                               UID_EnhancedSRStorage,
                               UID_ComprehensiveSRStorage,
                               UID_Comprehensive3DSRStorage,
                               UID_ChestCADSRStorage,
                               UID_MammographyCADSRStorage,
                               UID_XRayRadiationDoseSRStorage,
                               UID_KeyObjectSelectionDocumentStorage,
                               UID_GrayscaleSoftcopyPresentationStateStorage,
                               UID_ColorSoftcopyPresentationStateStorage,
                               UID_EncapsulatedPDFStorage,
                               UID_RawDataStorage});
        return all;
    }();
    return list;
}

} // namespace casebook::network
