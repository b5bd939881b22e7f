Imports TorchSharp
Imports TorchSharp.torch
Imports TorchSharp.torch.nn

Namespace GradAlign.FieldSet.VisualBasic

    ''' <summary>A Sequential beside a gate, and a loop over layers in a List.</summary>
    Friend NotInheritable Class GatedLayers
        Inherits [Module](Of Tensor, Tensor)

        Private ReadOnly stem As Modules.Sequential
        Private ReadOnly gates As New List(Of Modules.Linear)
        Private ReadOnly head As Modules.Linear

        Public Sub New(inputs As Long, classes As Long)
            MyBase.New(NameOf(GatedLayers))
            stem = Sequential(("linear", Linear(inputs, 24)), ("act", ReLU(inplace:=True)))
            head = Linear(24, classes)
            For i = 0 To 1
                gates.Add(Linear(24, 24))
                register_module($"gate{i}", gates(i))
            Next
            RegisterComponents()
        End Sub

        Public Overrides Function forward(x As Tensor) As Tensor
            x = stem.forward(x)
            For Each gate In gates
                x = x * gate.forward(x).sigmoid()
            Next
            Return head.forward(x)
        End Function

    End Class

End Namespace
