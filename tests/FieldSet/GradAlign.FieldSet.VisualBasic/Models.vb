Imports TorchSharp
Imports TorchSharp.torch.nn

Namespace GradAlign.FieldSet.VisualBasic

    ''' <summary>The models of this project.</summary>
    Public Module Models

        <ScoredModel(1, 14, 14, Classes:=10)>
        Public Function VisualBasicClass() As [Module](Of torch.Tensor, torch.Tensor)
            Return New PlainCnn(10)
        End Function

        <ScoredModel(10, Classes:=4)>
        Public Function VisualBasicSequential() As [Module](Of torch.Tensor, torch.Tensor)
            Return New GatedLayers(10, 4)
        End Function

    End Module

End Namespace
