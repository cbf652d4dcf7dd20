//! Pages built after the program was last built must go into it: the folder is watched, whether it is there or not.

fn main() {
    println!("cargo::rerun-if-changed=../../ui/desk/dist");
}
