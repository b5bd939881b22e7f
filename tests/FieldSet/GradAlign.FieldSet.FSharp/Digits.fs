namespace GradAlign.FieldSet.FSharp

open TorchSharp
open type TorchSharp.torch
open type TorchSharp.torch.nn
open type TorchSharp.torch.nn.functional

/// A class with let-bound layers and a chain of piped calls.
type internal Digits(classes: int64) as this =
    inherit Module<Tensor, Tensor>("Digits")

    let conv1 = Conv2d(1L, 6L, 3L)
    let conv2 = Conv2d(6L, 8L, 3L)
    let dropout = Dropout(0.25)
    let fc1 = Linear(8L * 5L * 5L, 24L)
    let fc2 = Linear(24L, classes)

    do this.RegisterComponents()

    override _.forward(input) =
        input
        |> fun x -> relu (conv1.forward x)
        |> fun x -> relu (conv2.forward x)
        |> fun x -> max_pool2d (x, 2L)
        |> fun x -> x.flatten 1L
        |> fun x -> relu (fc1.forward (dropout.forward x))
        |> fc2.forward
