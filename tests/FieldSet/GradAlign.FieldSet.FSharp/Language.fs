namespace GradAlign.FieldSet.FSharp

open TorchSharp
open TorchSharp.Modules
open type TorchSharp.torch
open type TorchSharp.torch.nn
open type TorchSharp.torch.nn.functional
open type TorchSharp.TensorExtensionMethods

type internal RmsNorm(width: int64) as this =
    inherit Module<Tensor, Tensor>("RmsNorm")

    let weight = Parameter(torch.ones (width))

    do this.RegisterComponents()

    override _.forward(x) =
        x * torch.rsqrt (x.mul(x).mean([| -1L |], keepdim = true) + torch.tensor(1e-5, dtype = x.dtype)) * weight

/// A block that mixes positions with a running mean, in the residual form that ports of language models have.
type internal MeanMixing(width: int64) as this =
    inherit Module<Tensor, Tensor>("MeanMixing")

    let norm = new RmsNorm(width)
    let up = Linear(width, 2L * width)
    let down = Linear(2L * width, width)

    do this.RegisterComponents()

    override _.forward(x) =
        let normed = norm.forward x
        let counts = torch.ones_like(x).cumsum (1L)
        let past = normed.cumsum(1L) / counts
        x + down.forward (silu (up.forward (normed + past)))

/// A language model with its blocks in an F# list.
type internal Language(vocabulary: int64, layers: int) as this =
    inherit Module<Tensor, Tensor>("Language")

    let embedding = Embedding(vocabulary, 12L)
    let blocks = [ for _ in 1..layers -> new MeanMixing(12L) ]
    let head = Linear(12L, vocabulary, hasBias = false)

    do
        this.RegisterComponents()
        blocks |> List.iteri (fun i block -> this.register_module ($"block{i}", block))

    override _.forward(tokens) =
        (embedding.forward tokens, blocks)
        ||> List.fold (fun x block -> block.forward x)
        |> head.forward
