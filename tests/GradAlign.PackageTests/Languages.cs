namespace GradAlign.PackageTests;

/// <summary>What users of F# and Visual Basic write: a sound model and one whose layers have no normalisation between them.</summary>
internal static class Languages
{
    public const string FSharp = """
        namespace Fs

        open GradAlign
        open TorchSharp
        open type TorchSharp.torch.nn

        module Models =
            [<ScoredModel(28, Classes = 10)>]
            let sound () =
                Sequential([| struct ("a", Linear(28, 40) :> Module<torch.Tensor, torch.Tensor>); struct ("b", ReLU()); struct ("c", Linear(40, 10)) |])

            [<ScoredModel(28, Classes = 10)>]
            let deep () : Module<torch.Tensor, torch.Tensor> =
                let net = Sequential() // the line that findings point at
                net.append("in", Linear(28, 64)) |> ignore
                for i in 0 .. 10 do
                    net.append($"r{i}", ReLU()) |> ignore
                    net.append($"l{i}", Linear(64, (if i = 10 then 10 else 64))) |> ignore
                net
        """;

    public const string VisualBasic = """
        Imports GradAlign
        Imports TorchSharp
        Imports TorchSharp.torch
        Imports TorchSharp.torch.nn

        Public Module Models
            <ScoredModel(28, Classes:=10)>
            Public Function Sound() As nn.Module(Of Tensor, Tensor)
                Return nn.Sequential(("a", CType(nn.Linear(28, 40), nn.Module(Of Tensor, Tensor))), ("b", CType(nn.ReLU(), nn.Module(Of Tensor, Tensor))), ("c", CType(nn.Linear(40, 10), nn.Module(Of Tensor, Tensor))))
            End Function

            <ScoredModel(28, Classes:=10)>
            Public Function Deep() As nn.Module(Of Tensor, Tensor)
                Dim net = nn.Sequential() ' the lines that findings point at begin above this one
                net.append("in", nn.Linear(28, 64))
                For i = 0 To 10
                    net.append("r" & i, nn.ReLU())
                    net.append("l" & i, nn.Linear(64, If(i = 10, 10, 64)))
                Next
                Return net
            End Function
        End Module
        """;
}
