Imports TorchSharp
Imports TorchSharp.torch
Imports TorchSharp.torch.nn

Namespace GradAlign.FieldSet.VisualBasic

    ''' <summary>Fields, RegisterComponents, and nested Using blocks that end the intermediates.</summary>
    Friend NotInheritable Class PlainCnn
        Inherits [Module](Of Tensor, Tensor)

        Private ReadOnly conv1 As Modules.Conv2d = Conv2d(1, 6, kernel_size:=3L)
        Private ReadOnly conv2 As Modules.Conv2d = Conv2d(6, 8, kernel_size:=3L)
        Private ReadOnly fc As Modules.Linear

        Public Sub New(classes As Long)
            MyBase.New(NameOf(PlainCnn))
            fc = Linear(8 * 5 * 5, classes)
            RegisterComponents()
        End Sub

        Public Overrides Function forward(input As Tensor) As Tensor
            Using first = functional.relu(conv1.forward(input))
                Using second = functional.relu(conv2.forward(first))
                    Using pooled = functional.max_pool2d(second, 2L)
                        Return fc.forward(pooled.flatten(1))
                    End Using
                End Using
            End Using
        End Function

    End Class

End Namespace
