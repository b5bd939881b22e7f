namespace GradAlign.FieldSet.FSharp

open GradAlign
open TorchSharp
open type TorchSharp.torch
open type TorchSharp.torch.nn

/// The models of this project.
type Models private () =

    [<ScoredModel(1, 14, 14, Classes = 10)>]
    static member FSharpClass() : Module<Tensor, Tensor> = new Digits(10L)

    [<ScoredModel(10, Classes = 4)>]
    static member FSharpExpression() : Module<Tensor, Tensor> =
        network {
            layer (Linear(10L, 24L))
            layer (GELU())
            residual (Sequential(LayerNorm(24L), Linear(24L, 24L), ReLU()))
            apply (fun x -> x * 0.5f.ToScalar())
            layer (Linear(24L, 4L))
        }

    [<ScoredModel(8, Vocabulary = 30)>]
    static member FSharpLanguage() : Module<Tensor, Tensor> = new Language(30L, 2)
